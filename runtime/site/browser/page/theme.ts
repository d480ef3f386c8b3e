const THEMES = ["system", "light", "dark"] as const;

type Theme = (typeof THEMES)[number];

/** The button that goes from what the system has to light, to dark, and back; the choice is kept. */
export function setUpTheme(): void {
  const button = document.getElementById("theme");
  let theme = stored();
  show(button, theme);
  button?.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    keep(theme);
    show(button, theme);
  });
}

function show(button: HTMLElement | null, theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  if (button) button.textContent = `Theme: ${theme}`;
}

function stored(): Theme {
  try {
    const found = localStorage.getItem("theme");
    return THEMES.find((theme) => theme === found) ?? "system";
  } catch {
    return "system";
  }
}

/** Where storage is blocked the choice lasts as long as the page. */
function keep(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // See above.
  }
}
