/* Hides the parts of a form that are not asked, given the answers so far. The server decides again when it keeps them. */
(function () {
  "use strict";
  function answersTo(form, key) {
    var found = [];
    form.querySelectorAll('[name="q_' + key + '"]').forEach(function (control) {
      if (/^(radio|checkbox)$/.test(control.type)) {
        if (control.checked) found.push(control.value);
      } else if (control.value.trim()) found.push(control.value.trim());
    });
    return found;
  }
  function holds(form, condition, hidden) {
    if (condition.all) return condition.all.every(function (part) { return holds(form, part, hidden); });
    if (condition.any) return condition.any.some(function (part) { return holds(form, part, hidden); });
    if (condition.not) return !holds(form, condition.not, hidden);
    var answers = hidden[condition.question] ? [] : answersTo(form, condition.question);
    if (!answers.length) return false;
    if (condition.is) return answers.some(function (answer) { return condition.is.indexOf(answer) >= 0; });
    var number = Number(answers[0].replace(/\s/g, "").replace(",", "."));
    var low = condition.at_least === undefined || number >= Number(condition.at_least);
    return !isNaN(number) && low && (condition.at_most === undefined || number <= Number(condition.at_most));
  }
  function settle(form) {
    var hidden = {};
    form.querySelectorAll("[data-show-if], [data-question]").forEach(function (part) {
      var said = part.dataset.showIf;
      var outer = part.parentElement.closest("[data-show-if]");
      var gone = (said ? !holds(form, JSON.parse(said), hidden) : false) || (outer !== null && outer.hidden);
      if (said) part.hidden = gone;
      if (part.dataset.question && gone) hidden[part.dataset.question] = true;
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-conditional]").forEach(function (form) {
      form.querySelectorAll("[data-condition-hint]").forEach(function (hint) { hint.hidden = true; });
      settle(form);
      form.addEventListener("input", function () { settle(form); });
      form.addEventListener("change", function () { settle(form); });
    });
  });
})();
