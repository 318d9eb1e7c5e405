/* One page at a time works with the vault of a device: two would write over each other. The newest has it. */

let turn = 0;

/** This page takes over; `onTaken` is called should another one do so later. */
export function takeOver(onTaken) {
  if (!navigator.locks) return;
  const mine = ++turn, forever = () => new Promise(() => undefined);
  navigator.locks.request("cus-field", { steal: true }, forever).catch(() => { if (mine === turn) onTaken(); });
}
