// Before anything is drawn: the theme and the text size that were chosen in Help. Kept in this browser alone.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("form4kit.theme"), size = localStorage.getItem("form4kit.size");
  if (!root.dataset.theme && (theme === "light" || theme === "dark")) root.dataset.theme = theme;
  if (size === "large" || size === "largest") root.dataset.size = size;
} catch { /* a browser that keeps nothing shows the system's own */ }
