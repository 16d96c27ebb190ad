// Elements by calls. Text is only ever set as text, so a name can be nothing else.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** An element of HTML. Children are nodes, or text. */
export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Sets a text, if it is another. */
export function setText(node, text) {
  const wanted = String(text);
  if (node.textContent !== wanted) node.textContent = wanted;
}

/** Sets an attribute, if it is another; null removes it. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, String(value));
  }
}

/**
 * Makes the children of a parent those of some items, in their order. What is there already stays,
 * so that neither focus nor a selection is lost.
 *
 * @param make gives a child, which has a method show(item)
 */
export function keyed(parent, items, key, make) {
  const known = (parent.known ??= new Map());
  const wanted = new Set();
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    if (wanted.has(name)) continue;
    wanted.add(name);
    let child = known.get(name);
    if (!child) {
      child = make(item);
      known.set(name, child);
    }
    child.show(item);
    if (child.node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child.node, place);
    }
  }
  for (const [name, child] of known) {
    if (!wanted.has(name)) {
      child.node.remove();
      known.delete(name);
    }
  }
}

/** Replaces all children; the focus stays where it was, on the same link or in the same place. */
export function redraw(parent, ...children) {
  const all = () => [...parent.querySelectorAll("a[href], button, [tabindex]")];
  const before = all();
  const place = before.indexOf(document.activeElement);
  const text = before[place]?.outerHTML;
  const shift = [...parent.querySelectorAll(".scroll")].map((it) => it.scrollLeft);
  parent.replaceChildren(...children);
  parent.querySelectorAll(".scroll").forEach((it, i) => (it.scrollLeft = shift[i] ?? 0));
  if (place >= 0) {
    const after = all();
    (after.find((it) => it.outerHTML === text) ?? after[place])?.focus({ preventScroll: true });
  }
}

/** A link that leads away; text alone if the address is none of the web. */
export function away(address, text) {
  if (typeof address !== "string" || !/^https?:\/\//i.test(address)) return document.createTextNode(text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** A table: heads are texts, or [text, class]. */
export function table(caption, heads, body, kind) {
  const head = heads.map((it) => {
    const [text, type] = Array.isArray(it) ? it : [it, null];
    return el("th", { scope: "col", role: "columnheader", class: type }, text);
  });
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table",
      { class: kind, role: "table" },
      el("caption", { class: "unseen" }, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
      body,
    ),
  );
}

/** A row of cells: texts or nodes, or [text, class]. */
export function row(...cells) {
  return el(
    "tr",
    { role: "row" },
    cells.map((it) => {
      const [content, type] = Array.isArray(it) ? it : [it, null];
      return el("td", { role: "cell", class: type }, content);
    }),
  );
}

/** What is said where there is nothing. */
export function empty(text) {
  return el("p", { class: "empty" }, text);
}

/** A part of a view, with its heading. */
export function section(title, note, ...children) {
  const id = "s-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
  return el(
    "section",
    { "aria-labelledby": id },
    el("h2", { id }, title, note ? el("span", { class: "note" }, note) : null),
    ...children,
  );
}
