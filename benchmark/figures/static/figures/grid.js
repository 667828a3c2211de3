/* The data entry grid: rows are saved when a field is left, arrows move, a block from a spreadsheet can be pasted.
   Without this file the same form is sent as a whole. */
(() => {
  "use strict";
  const form = document.getElementById("entry-form");
  if (!form || !form.querySelector(".entry-input")) return;

  const rows = [...form.querySelectorAll(".entry-row")];
  const stored = new Map(); // key -> what the server has of this row
  const busy = new Set(); // keys that are being saved
  const again = new Set(); // keys that changed while they were being saved
  const unsaved = new Set(); // keys whose text is only in this browser
  const pending = new Map(); // keys that were pasted and not saved -> their fields before
  const told = document.getElementById("entry-said");
  const unsavedCount = document.getElementById("entry-unsaved");

  const rowOf = (key) => document.getElementById(`row-${key}`);
  const keyOf = (element) => element.closest(".entry-row")?.dataset.key;
  const fieldsOf = (key) => [...rowOf(key).querySelectorAll("input, select")].filter((field) => field.name.startsWith(`${key}-`));
  const textsOf = (key) => fieldsOf(key).filter((field) => !field.name.endsWith("-mark"));
  const standing = (key) => JSON.stringify(textsOf(key).map((field) => [field.name, field.value.trim()]).sort());
  const say = (text) => { told.textContent = ""; requestAnimationFrame(() => { told.textContent = text; }); };

  for (const row of rows) stored.set(row.dataset.key, standing(row.dataset.key));

  // ---------- what the row says about itself ----------
  const badge = (key, name) => {
    const place = document.getElementById(`state-${key}`);
    const old = place?.querySelector(".entry-badge");
    if (!old) return;
    old.replaceChildren(document.getElementById(`entry-badge-${name}`).content.cloneNode(true));
    place.dataset.state = name;
  };
  const count = () => {
    const settled = document.getElementById("entry-settled");
    if (settled) settled.textContent = form.querySelectorAll('[data-settled="1"]').length;
    const waiting = new Set([...unsaved, ...pending.keys()]).size;
    unsavedCount.textContent = waiting ? `${form.dataset.someUnsaved} ${waiting}` : form.dataset.allSaved;
    unsavedCount.classList.toggle("entry-bar__unsaved", waiting > 0);
  };
  const remember = (key) => {
    try { sessionStorage.setItem(`entry:${key}`, JSON.stringify(textsOf(key).map((field) => [field.id, field.value]))); } catch { /* a full or closed store: the text is still in the field */ }
  };
  const forget = (key) => { try { sessionStorage.removeItem(`entry:${key}`); } catch { /* as above */ } };
  const lost = (key, sentence) => {
    unsaved.add(key);
    remember(key);
    badge(key, "unsaved");
    count();
    say(`${rowOf(key).dataset.label}: ${sentence}`);
    unsavedCount.textContent = `${form.dataset.someUnsaved} ${unsaved.size}. ${sentence}`;
  };
  const put = (piece) => {
    const old = document.getElementById(piece.id);
    if (!old) return;
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    if (active && active.matches('input[type="text"]')) return; // somebody is writing in it
    const id = active?.id;
    old.replaceWith(document.importNode(piece, true));
    if (id) document.getElementById(id)?.focus();
  };
  const invalid = (key) => {
    for (const input of rowOf(key).querySelectorAll(".entry-input")) {
      const echo = document.getElementById(`echo-${key}-${input.dataset.field}`);
      input.toggleAttribute("aria-invalid", false);
      if (echo?.querySelector(".entry-wrong, .entry-asks")) input.setAttribute("aria-invalid", "true");
    }
  };
  const show = (part, fill) => {
    const key = part.dataset.key;
    if (fill) {
      for (const name of ["numerator", "denominator", "value", "missing", "source", "note", "reference"]) {
        const field = document.getElementById(`id_${key}-${name}`);
        if (field && part.dataset[name] !== undefined) field.value = part.dataset[name];
      }
    }
    part.querySelectorAll("[data-piece]").forEach(put);
    invalid(key);
    if (part.hasAttribute("data-words")) rowOf(key).querySelector(".entry-words").open = true;
  };

  // ---------- saving ----------
  const post = (url, body, keepalive = false) => fetch(url, {
    method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual", headers: { "X-Entry-Script": "1" },
  });
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const dataOf = (key) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("key", key);
    for (const field of fieldsOf(key)) body.set(field.name, field.value);
    return body;
  };
  const save = async (key, press) => {
    if (busy.has(key)) { again.add(key); return; }
    const sent = standing(key);
    if (!press && sent === stored.get(key) && !unsaved.has(key)) return;
    const body = dataOf(key);
    if (press) body.set(press.name, press.value);
    busy.add(key);
    badge(key, "saving");
    let answer;
    try {
      answer = await post(form.dataset.cell, body, true); // also when the page is left meanwhile
    } catch {
      busy.delete(key);
      lost(key, form.dataset.offline);
      return;
    }
    busy.delete(key);
    if (answer.type === "opaqueredirect") { lost(key, form.dataset.signedOut); return; }
    if (![200, 409, 422].includes(answer.status)) { lost(key, form.dataset.failed); return; }
    const part = (await read(answer)).querySelector("[data-key]");
    if (answer.status === 200) { stored.set(key, sent); unsaved.delete(key); forget(key); }
    show(part, press?.hasAttribute("data-restore"));
    if (press || answer.status === 200) stored.set(key, standing(key) === sent || press ? standing(key) : sent);
    say(part.querySelector("[data-said]").dataset.said);
    count();
    if (again.delete(key)) await save(key);
    if (answer.status === 200) for (const other of [...unsaved]) if (!busy.has(other)) await save(other);
  };

  form.addEventListener("focusout", (event) => {
    const key = keyOf(event.target);
    if (key && event.target.name && !pending.has(key)) save(key);
  });
  form.addEventListener("change", (event) => {
    const key = keyOf(event.target);
    if (key && event.target.matches("select") && !pending.has(key)) save(key);
  });
  window.addEventListener("online", () => { for (const key of [...unsaved]) save(key); });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size || pending.size) event.preventDefault();
  });
  form.addEventListener("submit", () => { unsaved.clear(); pending.clear(); busy.clear(); });

  // ---------- moving ----------
  let before = "";
  const focus = (field) => {
    field.focus();
    if (field.matches("input")) field.select();
    field.scrollIntoView({ block: "nearest" });
  };
  const below = (field, step) => {
    for (let place = rows.indexOf(field.closest(".entry-row")) + step; rows[place]; place += step) {
      const found = rows[place].querySelector(`[data-field="${field.dataset.field}"]`);
      if (found) { focus(found); return true; }
    }
    return false;
  };
  const beside = (field, step) => {
    const fields = [...field.closest(".entry-row").querySelectorAll("[data-field]")];
    const found = fields[fields.indexOf(field) + step];
    if (found) focus(found);
    return Boolean(found);
  };
  const atEdge = (field, step) => {
    if (!field.matches("input")) return true;
    const { selectionStart: start, selectionEnd: end, value } = field;
    if (start === 0 && end === value.length) return true;
    return start === end && start === (step < 0 ? 0 : value.length);
  };
  form.addEventListener("focusin", (event) => { if (event.target.matches("[data-field]")) before = event.target.value; });
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("[data-field]")) {
      if (event.key === "Enter" && field.matches('.entry-row input[type="text"]')) { event.preventDefault(); save(keyOf(field)); }
      return;
    }
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowDown: 1, Enter: event.shiftKey ? -1 : 1, ArrowUp: -1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") {
      field.value = before;
      say(form.dataset.undone);
    } else if (event.key === "F2" && field.matches("input")) {
      field.setSelectionRange(field.value.length, field.value.length);
    } else if (event.key === "Enter") {
      below(field, step);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && field.matches("input")) {
      below(field, step);
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !event.shiftKey && atEdge(field, step)) {
      if (!beside(field, step)) return;
    } else {
      return;
    }
    event.preventDefault();
  });

  // ---------- buttons inside a row ----------
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.set) {
      event.preventDefault();
      const field = document.getElementById(button.dataset.set);
      field.value = button.dataset.text;
      focus(field);
      if (pending.has(keyOf(field))) pasteAgain(keyOf(field));
      else save(keyOf(field));
    } else if (button.dataset.press) {
      event.preventDefault();
      save(button.dataset.press, button);
    } else if (button.hasAttribute("data-paste-save")) {
      event.preventDefault();
      savePasted();
    } else if (button.id === "entry-paste-button") {
      event.preventDefault();
      paste(document.getElementById("id_block").value, document.getElementById("id_start").value);
    }
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-paste-drop]")) return;
    event.preventDefault();
    dropPasted();
  });

  // ---------- a block from a spreadsheet ----------
  const note = (part) => {
    const found = part?.querySelector("#entry-pasted");
    const place = document.getElementById("entry-pasted");
    if (found) place.replaceWith(document.importNode(found, true));
    else place.replaceChildren();
    return document.getElementById("entry-pasted");
  };
  const paste = async (block, start, quietly = false) => {
    const body = new FormData(form);
    body.set("block", block);
    body.set("start", start);
    let answer;
    try { answer = await post(form.dataset.paste, body); } catch { say(form.dataset.offline); return; }
    if (answer.type === "opaqueredirect") { say(form.dataset.signedOut); return; }
    if (![200, 422].includes(answer.status)) { say(form.dataset.failed); return; }
    const part = await read(answer);
    for (const row of part.querySelectorAll("div[data-key]")) {
      const key = row.dataset.key;
      if (!pending.has(key)) {
        const pieces = [...rowOf(key).querySelectorAll("[data-piece]")].map((piece) => piece.cloneNode(true));
        pending.set(key, { texts: textsOf(key).map((field) => [field.id, field.value]), pieces });
      }
      show(row, true);
    }
    count();
    if (quietly) return;
    const place = note(part);
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  };
  const pasteAgain = async (key) => { // a reading was chosen before saving: the server reads the row anew
    const filled = [...rowOf(key).querySelectorAll(".entry-input")].find((input) => input.value);
    await paste(filled.value, `${key} ${filled.dataset.field}`, true);
  };
  const savePasted = async () => {
    const keys = [...pending.keys()];
    pending.clear();
    for (const key of keys) await save(key);
    note(null);
    count();
    rowOf(keys[0])?.querySelector("[data-field]")?.focus();
  };
  const dropPasted = () => {
    for (const [key, { texts, pieces }] of pending) {
      for (const [id, value] of texts) { const field = document.getElementById(id); if (field) field.value = value; }
      pieces.forEach(put);
      invalid(key);
    }
    const first = [...pending.keys()][0];
    pending.clear();
    note(null);
    count();
    if (first) rowOf(first).querySelector("[data-field]")?.focus();
  };
  form.addEventListener("paste", (event) => {
    const field = event.target;
    const block = event.clipboardData?.getData("text/plain") ?? "";
    if (!field.matches(".entry-input") || !/[\t\n]/.test(block.trim())) return;
    event.preventDefault();
    paste(block, `${keyOf(field)} ${field.dataset.field}`);
  });

  // ---------- texts that an earlier visit could not save ----------
  for (const row of rows) {
    const key = row.dataset.key;
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(`entry:${key}`)); } catch { /* nothing was kept */ }
    if (!kept) continue;
    for (const [id, value] of kept) { const field = document.getElementById(id); if (field) field.value = value; }
    if (standing(key) === stored.get(key)) forget(key);
    else { unsaved.add(key); badge(key, "unsaved"); }
  }
  count();
  for (const key of [...unsaved]) save(key);
})();
