// The kept choice of light or dark, set before the first paint so that nothing flashes. Loaded in the head, not deferred.
(() => {
  const root = document.documentElement
  root.classList.add('js')
  try {
    const kept = localStorage.getItem('theme')
    if (kept === 'light' || kept === 'dark') root.dataset.theme = kept
  } catch { /* storage is closed: the page follows the system */ }
})()
