#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The ticket's page as people meet it: without script, by keyboard alone, small
// and large, light and dark, and read by a checker for accessibility.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PASSWORD, PICTURES, suite } from './lib/desk.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BODY = 'The budget workbook on the Finance drive opens read-only. It says Ravi has locked it, but Ravi left in September.';
const tomorrow = () => new Date(Date.now() + 26 * 3600e3).toISOString();

const asked = (desk) => desk.ask(desk.noor, 'The budget workbook says it is locked by Ravi', BODY,
  { effect: 'slowed', stops: 'Entering the figures for the board', matters_by: tomorrow() });

async function signIn(desk, page, email) {
  await page.goto(desk.url + '/session');
  await page.fill('form[action="/session"] [name=email]', email);
  await page.fill('form[action="/session"] [name=password]', PASSWORD);
  await page.click('form[action="/session"] button');
}

async function accessible(page, what) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const said = found.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join('\n  ')}`).join('\n');
  assert.equal(found.violations.length, 0, `${what}\n${said}`);
  assert.ok(found.passes.length > 10, 'the checker looked at something');
}

async function noSidewaysScroll(page, what) {
  const [inner, scroll] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
  assert.ok(scroll <= inner, `${what}: ${scroll} px in a window of ${inner}`);
}

await suite({
  async 'a person asks, is answered and says that it works, without script'(desk) {
    const noor = await desk.page(null, { javaScriptEnabled: false });
    await signIn(desk, noor, 'noor@example.org');
    await noor.goto(desk.url + '/tickets/new');
    await noor.fill('[name=subject]', 'The projector in room 4 stays dark');
    await noor.fill('[name=body]', 'We have guests at eleven.');
    await noor.click('main form button');
    assert.match(await noor.textContent('main'), /projector in room 4/);
    const path = new URL(noor.url()).pathname;
    assert.match(path, /^\/tickets\/\d+$/);
    assert.match(await noor.textContent('.word'), /Ana is looking after you/);

    const ana = await desk.page(null, { javaScriptEnabled: false });
    await signIn(desk, ana, 'ana@example.org');
    await ana.goto(desk.url + path);
    await ana.fill('textarea[name=body]', 'Good morning Noor, I bring another projector before your guests arrive.');
    await ana.fill('[name="next.what"]', 'bring another projector');
    await ana.click('.desk__send .if-reply');
    assert.equal(new URL(ana.url()).pathname, path);
    assert.match(await ana.textContent('.promise'), /You promised Noor: bring another projector/);

    await noor.goto(desk.url + path);
    assert.match(await noor.textContent('.word'), /bring another projector/);
    await noor.click('.solved button[value=true]');
    assert.match(await noor.textContent('.word'), /Solved, as you said/);
    await ana.goto(desk.url + path);
    assert.match(await ana.textContent('.promise'), /Solved, as Noor said/);
  },

  async 'r14 a yes with doubting words is asked about, and the words stay'(desk) {
    const ticket = await asked(desk);
    const page = await desk.page(desk.noor);
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    await page.fill('#answer-text', 'but I still cannot save');
    await page.click('.solved button[value=true]');
    assert.match(await page.textContent('.solved'), /but I still cannot save/);
    assert.equal((await desk.api(desk.noor, 'GET', `/tickets/${ticket.number}`)).state, 'with_us');
    await page.click('.solved button[value=false]');
    assert.equal((await desk.api(desk.noor, 'GET', `/tickets/${ticket.number}`)).state, 'with_us');
  },

  async 'r8 a reply without a next step comes back with its words'(desk) {
    const ticket = await asked(desk);
    const page = await desk.page(desk.ana);
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    await page.fill('textarea[name=body]', 'I have asked Tomás, who looks after the file server, to release the lock.');
    await page.click('.desk__send .if-reply');
    assert.equal(await page.inputValue('textarea[name=body]'),
      'I have asked Tomás, who looks after the file server, to release the lock.');
    assert.ok((await page.textContent('[role=alert]')).length > 10);
    assert.equal((await desk.api(desk.ana, 'GET', `/tickets/${ticket.number}`)).messages.length, 1);
  },

  async 'a note stays among staff'(desk) {
    const ticket = await asked(desk);
    const page = await desk.page(desk.ana, { javaScriptEnabled: false });
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    await page.click('.desk__modes label:has([value=note])');
    await page.fill('textarea[name=body]', 'The restore point is from this morning.');
    await page.click('.desk__send .if-note');
    assert.match(await page.textContent('.msg--note'), /restore point/);
    const noor = await desk.page(desk.noor);
    await noor.goto(`${desk.url}/tickets/${ticket.number}`);
    assert.doesNotMatch(await noor.textContent('body'), /restore point/);
  },

  async 'a colleague is introduced in two steps'(desk) {
    const ticket = await asked(desk);
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/replies`,
      { body: 'Thank you, I am looking into the lock now.', next: { kind: 'promise', what: 'look at the lock', by: tomorrow() } });
    const ana = await desk.page(desk.ana, { javaScriptEnabled: false });
    await ana.goto(`${desk.url}/tickets/${ticket.number}`);
    await ana.click('text=Introduce a colleague');
    await ana.selectOption('#to', 'tomas@example.org');
    await ana.fill('#why', 'Tomás looks after the file server');
    await ana.fill('#summary', 'The lock is Ravi’s; a copy is in use; next is releasing it.');
    await ana.click('text=Offer it');
    assert.match(await ana.textContent('.offer'), /Nothing changes for Noor until it is accepted/);
    const tomas = await desk.page(desk.tomas, { javaScriptEnabled: false });
    await tomas.goto(`${desk.url}/tickets/${ticket.number}`);
    await tomas.click('text=Accept and say hello');
    assert.match(await tomas.textContent('.owner'), /Looked after by you/);
    const noor = await desk.page(desk.noor);
    await noor.goto(`${desk.url}/tickets/${ticket.number}`);
    assert.match(await noor.textContent('.word'), /Tomás is looking after you/);
    assert.match(await noor.textContent('.talk'), /file server/);
  },

  async 'the page can be used by keyboard alone'(desk) {
    const ticket = await asked(desk);
    const page = await desk.page(desk.ana);
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const seen = new Set();
    for (let i = 0; i < 60; i++) {
      const where = await page.evaluate(() => {
        const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return { name: e.name || e.textContent.trim().slice(0, 30), seen: box.width > 0 || e.classList.contains('vh'), tag: e.tagName, outline: style.outlineStyle };
      });
      seen.add(where.name);
      if (where.name === 'body') {
        await page.keyboard.type('Good morning Noor, I have asked for the lock to be released.');
      } else if (where.name === 'next.what') {
        await page.keyboard.type('tell you when it is released');
      } else if (/^Send to Noor/.test(where.name)) {
        await page.keyboard.press('Enter');
        break;
      }
      await page.keyboard.press('Tab');
    }
    await page.waitForLoadState();
    assert.ok(seen.has('next.kind') && seen.has('next.by'), [...seen].join(', '));
    assert.match(await page.textContent('.promise'), /tell you when it is released/);
  },

  async 'both faces pass the checker, wide and narrow, light and dark, and never scroll sideways'(desk) {
    const ticket = await asked(desk);
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/playback`, { text: 'The workbook opens, but only for reading.' });
    await desk.api(desk.noor, 'POST', `/tickets/${ticket.number}/playback/answer`, { agrees: true });
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/notes`, { body: 'The share moved to “Finance shared”.' });
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/replies`,
      { body: 'Good news: the **lock** is gone. See https://example.org/help.', next: { kind: 'proposal' } });
    await desk.api(desk.noor, 'POST', `/tickets/${ticket.number}/messages`, { body: 'W'.repeat(300) + ' and thank you' });
    for (const [face, token] of [['staff', desk.ana], ['person', desk.noor]]) {
      for (const width of [1440, 390, 320]) {
        for (const colorScheme of ['light', 'dark']) {
          const page = await desk.page(token, { viewport: { width, height: 900 }, colorScheme });
          const troubles = [];
          page.on('console', (m) => m.type() === 'error' && troubles.push(m.text()));
          await page.goto(`${desk.url}/tickets/${ticket.number}`);
          await noSidewaysScroll(page, `${face} ${width}`);
          if (width !== 320) await accessible(page, `${face} ${width} ${colorScheme}`);
          await page.screenshot({ path: join(PICTURES, `ticket-${face}-${width}-${colorScheme}.png`), fullPage: true });
          assert.deepEqual(troubles, []);
          await page.context().close();
        }
      }
    }
  },

  async 'the other pages pass the checker as well'(desk) {
    for (const path of ['/', '/tickets?q=is:open', '/people', '/teams', '/tickets/new']) {
      const page = await desk.page(desk.ana);
      const answer = await page.goto(desk.url + path);
      assert.equal(answer.status(), 200, path);
      await accessible(page, path);
      await page.setViewportSize({ width: 390, height: 800 });
      await noSidewaysScroll(page, path);
      await page.context().close();
    }
    const door = await desk.page(null);
    await door.goto(desk.url + '/session');
    await accessible(door, '/session');
  },

  async 'a name and words from right to left keep their direction'(desk) {
    const ticket = await desk.ask(desk.layla, 'الطابعة لا تعمل', 'الطابعة في الطابق الثاني لا تعمل منذ الصباح.');
    const page = await desk.page(desk.ana);
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    const direction = await page.evaluate(() => getComputedStyle(document.querySelector('.msg__body')).direction);
    assert.equal(direction, 'rtl');
    await page.screenshot({ path: join(PICTURES, 'ticket-rtl.png'), fullPage: true });
  },

  async 'words from outside never act'(desk) {
    const page = await desk.page(desk.ana);
    let acted = 0;
    await page.exposeFunction('acted', () => { acted++; });
    page.on('dialog', (d) => { acted++; d.dismiss(); });
    const attack = '<img src=x onerror="acted()"><script>acted()</script>"><svg onload=acted()> [x](javascript:acted())';
    const ticket = await desk.ask(desk.noor, attack.slice(0, 200), attack, { stops: attack, affects: attack, tags: ['x"><b>'] });
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/replies`,
      { body: attack + ' and so it will be looked at with care', next: { kind: 'promise', what: attack, by: tomorrow() } });
    await page.goto(`${desk.url}/tickets/${ticket.number}`);
    for (const link of await page.$$('a')) assert.doesNotMatch(await link.getAttribute('href') || '', /^\s*javascript:/i);
    await page.waitForTimeout(300);
    assert.equal(acted, 0);
  },

  async 'it ends in peace'(desk) {
    await desk.browser.close();
    desk.browser = null;
    await desk.stop();
    assert.equal(desk.exit, 0);
  },
});
