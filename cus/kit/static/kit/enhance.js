/* Small help for hands and memory. Every page works without it. */
(function () {
  "use strict";
  var words = document.documentElement.lang === "en"
    ? { saved: "Saved on this device at {time}. Nobody else sees it.", restored: "We brought back what you wrote here on {time}.", clear: "Clear it", added: "A row was added." }
    : { saved: "Zapisane na tym urządzeniu o {time}. Nikt inny tego nie widzi.", restored: "Przywróciliśmy to, co tu wpisano: {time}.", clear: "Wyczyść", added: "Dodano wiersz." };

  /* "/" goes to the search */
  document.addEventListener("keydown", function (event) {
    var search = document.querySelector("[data-slash]");
    var busy = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || busy || !search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  /* menus close on Escape and on a click elsewhere */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".user-menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".user-menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    var print = event.target.closest("[data-print]");
    if (print) {
      event.preventDefault();
      window.print();
    }
    var hide = event.target.closest("[data-hide]");
    if (hide) document.getElementById(hide.dataset.hide).hidden = true;
  });

  function ready() {
    document.querySelectorAll("[data-script-only]").forEach(function (element) { element.hidden = false; });
    var summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
    document.querySelectorAll("form[data-draft]").forEach(keepDraft);
    document.querySelectorAll("[data-draft-done]").forEach(function (element) { forget(element.dataset.draftDone); });
    document.querySelectorAll("[data-repeat]").forEach(repeat);
    document.querySelectorAll("[data-from-address]").forEach(takeFromAddress);
    document.querySelectorAll("select[data-submit], input[data-submit]").forEach(function (control) {
      control.addEventListener("change", function () { control.form.requestSubmit(); });
    });
  }

  /* a form sent twice by a double click is sent once */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 4000) event.preventDefault();
    else form.dataset.sent = String(Date.now());
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  /* drafts: <form data-draft="key">; a page with data-draft-done="key" forgets them */
  /* What a QR code carries behind the #: no server and no log ever sees it. */
  function takeFromAddress(field) {
    var carried = decodeURIComponent(location.hash.slice(1));
    if (!/^[A-Z0-9 -]{8,20}$/.test(carried)) return;
    field.value = field.value || carried;
    history.replaceState(null, "", location.pathname + location.search);
  }

  function storage() {
    try { return window.localStorage; } catch (refused) { return null; }
  }
  function forget(key) {
    var store = storage();
    if (!store) return;
    Object.keys(store).forEach(function (name) {
      if (name === "draft:" + key || name.indexOf("draft:" + key + ":") === 0) store.removeItem(name);
    });
  }
  function keepable(control) {
    return control.name && !/^(hidden|password|file|submit|button)$/.test(control.type) && !control.hasAttribute("data-no-draft");
  }
  function readForm(form) {
    var values = [];
    Array.prototype.forEach.call(form.elements, function (control) {
      if (!keepable(control)) return;
      if (/^(radio|checkbox)$/.test(control.type)) {
        if (control.checked) values.push([control.name, control.value]);
      } else if (control.value) values.push([control.name, control.value]);
    });
    return values;
  }
  function fillForm(form, values) {
    var changed = false;
    Array.prototype.forEach.call(form.elements, function (control) {
      if (!keepable(control)) return;
      var mine = values.filter(function (pair) { return pair[0] === control.name; });
      if (/^(radio|checkbox)$/.test(control.type)) {
        var chosen = mine.some(function (pair) { return pair[1] === control.value; });
        if (chosen && !control.checked) { control.checked = true; changed = true; }
      } else if (!control.value && mine.length) { control.value = mine[0][1]; changed = true; }
    });
    return changed;
  }
  function keepDraft(form) {
    var store = storage();
    if (!store) return;
    var name = "draft:" + form.dataset.draft;
    var timer;
    var note = document.createElement("p");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    var says = document.createElement("span");
    var clear = document.createElement("button");
    clear.type = "button";
    clear.className = "plain-button";
    clear.textContent = words.clear;
    clear.addEventListener("click", function () {
      window.clearTimeout(timer);
      forget(form.dataset.draft);
      form.reset();
      note.remove();
    });
    function tell(text, time) {
      says.textContent = text.replace("{time}", time);
      if (!note.isConnected) {
        note.append(says, clear);
        form.append(note);
      }
    }
    var kept = null;
    try { kept = JSON.parse(store.getItem(name)); } catch (broken) { forget(form.dataset.draft); }
    var aMonth = 30 * 24 * 3600 * 1000;
    if (kept && Date.now() - kept.at > aMonth) { forget(form.dataset.draft); kept = null; }
    if (kept && !form.querySelector(".govuk-error-message") && fillForm(form, kept.values)) {
      tell(words.restored, new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }));
    }
    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(function () {
        try { store.setItem(name, JSON.stringify({ at: Date.now(), values: readForm(form) })); } catch (full) { return; }
        tell(words.saved, new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }));
      }, 600);
    });
  }

  /* rows of a formset: <div data-repeat="prefix"> rows…, <template>, <button data-repeat-add hidden data-script-only> */
  function repeat(box) {
    var total = box.querySelector('[name="' + box.dataset.repeat + '-TOTAL_FORMS"]');
    var template = box.querySelector("template");
    var add = box.querySelector("[data-repeat-add]");
    if (!total || !template || !add) return;
    add.addEventListener("click", function () {
      var place = document.createElement("div");
      place.append(template.content.cloneNode(true));
      place.innerHTML = place.innerHTML.replace(/__prefix__/g, total.value);
      total.value = String(Number(total.value) + 1);
      var row = place.firstElementChild;
      add.before(row);
      var first = row.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
      if (window.htmx) window.htmx.process(row);
    });
    box.addEventListener("click", function (event) {
      var remove = event.target.closest("[data-repeat-remove]");
      if (!remove) return;
      var row = remove.closest(".repeat-row");
      var mark = row.querySelector('[name$="-DELETE"]');
      if (mark) mark.checked = true;
      row.hidden = true;
      add.focus();
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
