// SPDX-License-Identifier: GPL-3.0-or-later

const key = "everbounce language";
const system = "system";
const known = ["en", "de"];

function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a browser without storage
  }
}

/** The language that was chosen in this browser, otherwise the first that its user reads and the page speaks. */
export function pageLanguage() {
  const wanted = [kept(), ...navigator.languages.map((tag) => tag.split("-")[0])];
  return wanted.find((language) => known.includes(language)) ?? "en";
}

/** Lets people choose the language, kept in this browser. Takes a select element; the page is loaded anew. */
export function offerLanguages(choice) {
  choice.value = known.includes(kept()) ? kept() : system;
  choice.addEventListener("change", () => {
    try {
      if (choice.value === system) localStorage.removeItem(key);
      else localStorage.setItem(key, choice.value);
      location.reload();
    } catch {
      choice.value = system; // it could not be kept
    }
  });
}
