// SPDX-License-Identifier: EUPL-1.2
//
// Small comforts on top of pages that work without them.

// Who sent a form with mistakes starts at the list of them.
document.querySelector('.foutenlijst')?.focus();

// The year roster opens at today, with the past four weeks in sight.
for (const vak of document.querySelectorAll('.schuifvak')) {
  const vandaag = vak.querySelector('.tek-vandaag');
  if (vandaag) {
    vak.scrollLeft = vandaag.getBoundingClientRect().left - vak.getBoundingClientRect().left - 80;
  }
}

// A second click does not send a form twice. After a download the page stays, so the form opens again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.verstuurd) {
    event.preventDefault();
  }
  form.dataset.verstuurd = 'ja';
  setTimeout(() => delete form.dataset.verstuurd, 3000);
});

// Escape closes the menu and gives the focus back to its button.
document.addEventListener('keydown', (event) => {
  const menu = document.querySelector('.menu-smal[open]');
  if (event.key === 'Escape' && menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Paper shows every explanation and table, and folds them up again after.
const geopend = [];
addEventListener('beforeprint', () => {
  for (const blok of document.querySelectorAll('main details:not([open])')) {
    blok.open = true;
    geopend.push(blok);
  }
});
addEventListener('afterprint', () => {
  for (const blok of geopend.splice(0)) {
    blok.open = false;
  }
});
