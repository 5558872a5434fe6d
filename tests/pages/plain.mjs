#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The pages that have no template of their own: lists, people, teams, forms,
// signing in, and what comes after asking. Without script, by the words on them.
import assert from 'node:assert/strict';
import { PASSWORD, suite } from './lib/desk.mjs';

const asked = (desk) => desk.ask(desk.noor, 'The till forgets the menu', 'It forgets it at noon, every day.', { effect: 'slowed' });

const open = async (desk, token, path, options = {}) => {
  const page = await desk.page(token, { javaScriptEnabled: false, ...options });
  page.status = (await page.goto(desk.url + path)).status();
  return page;
};

await suite({
  async 'a list begins with a person and a sentence, and says what comes next'(desk) {
    const ticket = await asked(desk);
    const today = await open(desk, desk.ana, '/');
    const row = today.locator('.row', { hasText: 'The till forgets the menu' });
    assert.match(await row.textContent(), /Noor Haddad\s*The till forgets the menu/);
    assert.match(await row.textContent(), /Waits for an answer/);
    assert.match(await row.textContent(), /Slowed down/);
    assert.match(await today.textContent('.lead'), /^You look after \d+ requests?\./);
    await row.locator('a').click();
    assert.equal(new URL(today.url()).pathname, `/tickets/${ticket.number}`);
    const mine = await open(desk, desk.noor, '/');
    assert.match(await mine.textContent('.ledger'), /The till forgets the menu\s*Ana answers you/);
  },

  async 'what waits for them stands apart from what we owe'(desk) {
    const ticket = await asked(desk);
    await desk.api(desk.ana, 'POST', `/tickets/${ticket.number}/replies`,
      { body: 'I put the menu back and it stayed through noon. Is it as it should be now?', next: { kind: 'proposal' } });
    const today = await open(desk, desk.ana, '/');
    const words = await today.textContent('.ledger');
    assert.ok(words.indexOf('What you wait for') > words.indexOf('What you owe'));
    assert.ok(words.lastIndexOf('Asked whether it is solved') > words.indexOf('What you wait for'));
  },

  async 'a search with a wrong word says so and keeps it'(desk) {
    const page = await open(desk, desk.ana, '/tickets?q=is:opne');
    assert.equal(page.status, 422);
    assert.match(await page.textContent('main'), /did you mean open\?/);
    assert.equal(await page.inputValue('.find [name=q]'), 'is:opne');
    const none = await open(desk, desk.ana, '/tickets?q=unheardofword');
    assert.match(await none.textContent('.empty'), /No request fits/);
  },

  async 'people, teams and their forms use our words'(desk) {
    for (const path of ['/people', '/people/me', '/teams', '/teams/1', '/tickets/new', '/session']) {
      const page = await open(desk, path === '/session' ? null : desk.admin, path);
      const words = await page.textContent('body');
      assert.doesNotMatch(words, /can_wait|requester|assignee|\bagent\b|!|ticket/i, path);
      assert.equal(await page.locator('h1').count(), 1, path);
      for (const input of await page.locator('main .input').all()) {
        const id = await input.getAttribute('id');
        assert.equal(await page.locator(`label[for="${id}"]`).count(), 1, `${path} ${id}`);
      }
    }
    const team = await open(desk, desk.admin, '/teams/1');
    assert.match(await team.textContent('main'), /Ana Ferreira[^]*On duty/);
    await team.click('summary:has-text("Change something")');
    await team.fill('[name=hours]', 'Mon-Fri 07:30-18:00');
    await team.click('main form button');
    assert.match(await team.textContent('.facts'), /Mon-Fri 07:30-18:00/);
  },

  async 'somebody without an account asks, and what was forgotten is said at its place'(desk) {
    const page = await open(desk, null, '/tickets/new');
    await page.fill('[name=email]', 'new@example.org');
    await page.click('main form button');
    assert.equal(await page.inputValue('[name=email]'), 'new@example.org');
    assert.match(await page.textContent('[data-invalid]'), /What is it about\?/);
    await page.fill('[name=body]', 'My screen flickers since this morning.');
    await page.check('[name=effect][value=slowed]');
    await page.click('main form button');
    assert.match(await page.textContent('main'), /Your request is R-\d+/);
  },

  async 'the door says what to do when a word or a link does not fit'(desk) {
    const page = await open(desk, null, '/session');
    await page.fill('form[action="/session"] [name=email]', 'noor@example.org');
    await page.fill('[name=password]', 'not ' + PASSWORD);
    await page.click('form[action="/session"] button');
    assert.match(await page.textContent('[role=alert]'), /do not fit together/);
    assert.equal(await page.inputValue('form[action="/session"] [name=email]'), 'noor@example.org');
    const old = await open(desk, null, '/session/link?token=old');
    assert.match(await old.textContent('h1'), /does not work any more/);
    assert.equal(await old.locator('form[action="/session/link"]').count(), 1);
    const answer = await open(desk, null, '/a/old');
    assert.match(await answer.textContent('main'), /Answering the mail works just as well/);
  },

  async 'the history is read in order, in sentences'(desk) {
    const ticket = await asked(desk);
    const page = await open(desk, desk.noor, `/tickets/${ticket.number}/history`, { viewport: { width: 390, height: 844 } });
    assert.match(await page.textContent('.story li'), /You asked for help\. Ana Ferreira looks after it/);
    await page.click('.crumb a');
    assert.equal(new URL(page.url()).pathname, `/tickets/${ticket.number}`);
  },

  async 'everything else that can be done is offered only where it is allowed'(desk) {
    const ticket = await asked(desk);
    const page = await open(desk, desk.ana, `/tickets/${ticket.number}/more`);
    assert.match(await page.textContent('main'), /Put someone on copy/);
    assert.doesNotMatch(await page.textContent('main'), /Undo the merge|Let it rest/);
  },
});
