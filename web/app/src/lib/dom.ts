/** The element, or an error that names the selector: a page without it is broken. */
export function need<E extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`missing ${selector}`);
  return found;
}

/** The value of <script type="application/json" id="…">, or undefined where there is none. */
export function readJSON<T>(id: string, within: Document = document): T | undefined {
  const text = within.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
}

/** Calls mount with each element that carries the data attribute: mountAll("board", …). */
export function mountAll(name: string, mount: (element: HTMLElement) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-${name}]`)) mount(element);
}

type Child = Node | string;

/** A new element with attributes and children; texts are never parsed as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Moves the focus, also to elements that cannot take it by themselves. */
export function focusOn(target: HTMLElement): void {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) {
    target.setAttribute("tabindex", "-1");
  }
  target.focus();
}

/** After a form came back with mistakes: focus their summary. */
export function focusFirstMistake(): void {
  document.getElementById("error-summary")?.focus();
}

/** Whether the visitor asked for less movement. */
export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
