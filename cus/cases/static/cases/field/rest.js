/* Nobody touched the page for minutes: lock it. Also when the device slept meanwhile. */
const MINUTES = 5;

/** Calls `onRest` once the page was left alone for long enough; every touch begins anew. */
export function watchRest(onRest) {
  let touched = Date.now();
  const touch = () => { touched = Date.now(); };
  const look = () => { if (Date.now() - touched >= MINUTES * 60000) { touch(); onRest(); } };
  for (const name of ["pointerdown", "keydown", "input"]) document.addEventListener(name, touch, { passive: true });
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
}
