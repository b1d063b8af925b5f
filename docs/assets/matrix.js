// The numbers of the matrix lead to the search, which shows just the practices that they count; without this script to a page
// where those practices can be found.
for (const link of document.querySelectorAll("a[data-found]")) link.href = link.dataset.found
