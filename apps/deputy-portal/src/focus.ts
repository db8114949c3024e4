/** Moves the reading place to the page itself: after a new page, and after an act whose button is gone. */
export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true });
}

/** The same, with the state that has just changed in view. */
export function backToTop(): void {
  window.scrollTo({ top: 0 });
  focusMain();
}
