/**
 * Says a text to screen readers through the page's one live region. The region is
 * emptied first, so that the same text is said again.
 */
export function announce(text: string): void {
  const region = document.getElementById("live");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
