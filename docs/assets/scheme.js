// The switch between light and dark colours. Not a module, since it has to run before the first
// paint: a page in the wrong colours for a moment is worse than a small script in the head.
{
  const KEY = "dossier.scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  /** The reader's choice, "light" or "dark"; empty where the system decides. */
  const chosen = () => {
    try {
      const scheme = localStorage.getItem(KEY);
      return scheme === "light" || scheme === "dark" ? scheme : "";
    } catch {
      return ""; // storage is closed to us: the switch works for this page alone
    }
  };

  /** @param {string} scheme */
  const apply = (scheme) => {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };

  /** @param {string} scheme Empty to follow the system again. */
  const remember = (scheme) => {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch {
      // as above
    }
  };

  const isDark = () => (root.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";

  root.dataset.script = "";
  apply(chosen());

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.scheme");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const own = wanted === (system.matches ? "dark" : "light") ? "" : wanted;
      apply(own);
      remember(own);
      show();
    });
    system.addEventListener("change", show);
    show();
  });
}
