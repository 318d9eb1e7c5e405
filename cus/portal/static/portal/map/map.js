/* The map beside the list. The page is complete without it; it draws what the list says. */
(function () {
  "use strict";
  var shown = null;

  function begin() {
    var place = document.querySelector("[data-map]");
    if (!place || place.dataset.begun) return;
    place.dataset.begun = "yes";
    if (shown) shown.remove();
    shown = null;
    import(place.dataset.library).then(function (library) { draw(place, library); }).catch(function () { fail(place); });
  }

  function fail(place) {
    place.querySelector("[data-map-note]").textContent = place.dataset.broken;
  }

  function ask(place, box) {
    var address = new URL(place.dataset.points, window.location.href);
    if (box) address.searchParams.set("okno", box.map(function (edge) { return edge.toFixed(4); }).join(","));
    return fetch(address, { headers: { Accept: "application/geo+json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  function draw(place, library) {
    var colour = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };
    library.setWorkerUrl(new URL(place.dataset.worker, window.location.href).href);
    ask(place, null).then(function (all) {
      var canvas = place.querySelector("[data-map-canvas]");
      canvas.hidden = false;
      var sources = {};
      var layers = [{ id: "ground", type: "background", paint: { "background-color": colour("--linen-100") || "#f5f0e6" } }];
      if (place.dataset.powiaty) {
        sources.powiaty = { type: "geojson", data: new URL(place.dataset.powiaty, window.location.href).href };
        layers.push(
          { id: "land", type: "fill", source: "powiaty", paint: { "fill-color": colour("--linen-50") || "#fbf8f1" } },
          { id: "borders", type: "line", source: "powiaty", paint: { "line-color": colour("--linen-600") || "#7d7263", "line-width": 1 } }
        );
      }
      var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      var map = new library.Map({
        container: canvas,
        style: { version: 8, sources: sources, layers: layers },
        bounds: all.bbox || [14.0, 48.9, 24.3, 55.0],
        fitBoundsOptions: { padding: 40, maxZoom: 12 },
        maxZoom: 16,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        fadeDuration: still ? 0 : 300,
        locale: {
          "Map.Title": place.dataset.title,
          "NavigationControl.ZoomIn": place.dataset.zoomIn,
          "NavigationControl.ZoomOut": place.dataset.zoomOut,
          "Popup.Close": place.dataset.close,
          "CooperativeGesturesHandler.WindowsHelpText": place.dataset.scroll,
          "CooperativeGesturesHandler.MacHelpText": place.dataset.scroll,
          "CooperativeGesturesHandler.MobileHelpText": place.dataset.fingers
        },
        cooperativeGestures: true
      });
      shown = map;
      map.touchZoomRotate.disableRotation();
      map.addControl(new library.NavigationControl({ showCompass: false }));
      var markers = [];
      var numbers = {};
      document.querySelectorAll("[data-entry]").forEach(function (line) { numbers[line.dataset.entry] = line.dataset.number; });

      function show(found) {
        markers.forEach(function (marker) { marker.remove(); });
        markers = found.features.map(function (feature) { return marked(feature).addTo(map); });
      }
      function marked(feature) {
        var told = feature.properties.entries;
        var many = feature.properties.number > 1;
        var number = many ? feature.properties.number : numbers[told[0].uuid];
        var button = document.createElement("button");
        button.type = "button";
        button.className = many ? "map-many" : "map-one";
        button.textContent = number || "";
        button.setAttribute("aria-label", many ? place.dataset.many.replace("{number}", feature.properties.number) : told[0].name);
        var marker = new library.Marker({ element: button, anchor: many ? "center" : "bottom" }).setLngLat(feature.geometry.coordinates);
        button.addEventListener("click", function (event) {
          event.stopPropagation();
          if (many && map.getZoom() < 14 && feature.properties.number > told.length) {
            map.easeTo({ center: feature.geometry.coordinates, zoom: map.getZoom() + 2, animate: !still });
            return;
          }
          new library.Popup({ offset: 18, focusAfterOpen: true }).setLngLat(feature.geometry.coordinates).setDOMContent(list(told, feature.properties.number)).addTo(map);
        });
        return marker;
      }
      function list(told, number) {
        var lines = document.createElement("ul");
        told.forEach(function (entry) {
          var line = document.createElement("li");
          var link = document.createElement("a");
          link.href = entry.url;
          link.textContent = entry.name;
          line.append(link);
          lines.append(line);
        });
        if (number > told.length) {
          var more = document.createElement("li");
          more.textContent = place.dataset.more.replace("{number}", number - told.length);
          lines.append(more);
        }
        return lines;
      }
      map.on("moveend", function () {
        var edges = map.getBounds();
        ask(place, [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()]).then(show).catch(function () {});
      });
      place.querySelector("[data-map-note]").textContent = place.dataset.placed.replace("{placed}", all.placed);
      show(all);
    }).catch(function () { fail(place); });
  }

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSwap", begin);
  if (document.readyState !== "loading") begin();
})();
