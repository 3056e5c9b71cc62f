// Adds filters by severity and by words; the page is whole without them.
(function () {
  var requirements = Array.prototype.slice.call(document.querySelectorAll(".requirement"));
  if (requirements.length < 2) { return; }
  var box = document.createElement("div");
  box.className = "filters";
  box.setAttribute("role", "search");
  box.setAttribute("aria-label", "Findings");
  var html = "";
  ["must", "should", "note"].forEach(function (severity) {
    html += "<label><input type='checkbox' value='" + severity + "' checked> " + severity + "</label>";
  });
  html += "<label for='words'>Words</label><input type='search' id='words'> <span role='status'></span>";
  box.innerHTML = html;
  var heading = requirements[0].parentNode;
  heading.parentNode.insertBefore(box, heading);
  function apply() {
    var words = box.querySelector("#words").value.toLowerCase();
    var shown = 0;
    requirements.forEach(function (requirement) {
      var tick = box.querySelector("input[value='" + requirement.getAttribute("data-severity") + "']");
      var visible = 0;
      Array.prototype.forEach.call(requirement.querySelectorAll(".finding"), function (finding) {
        var fits = finding.textContent.toLowerCase().indexOf(words) >= 0;
        finding.hidden = !fits;
        if (fits) { visible += 1; }
      });
      requirement.hidden = !(tick && tick.checked) || visible === 0;
      if (!requirement.hidden) { shown += visible; }
    });
    box.querySelector("[role=status]").textContent = shown + " shown";
  }
  box.addEventListener("input", apply);
  box.addEventListener("change", apply);
  window.addEventListener("hashchange", function () {
    var target = document.querySelector(location.hash);
    if (target && (target.hidden || target.closest("[hidden]"))) {
      box.querySelectorAll("input[type=checkbox]").forEach(function (tick) { tick.checked = true; });
      box.querySelector("#words").value = "";
      apply();
      target.focus();
    }
  });
})();
