// SPDX-License-Identifier: Apache-2.0
// A desk of the page tests' own: the real program on a free port with a fresh
// database, people and a request in it, and Debian's Chromium to look at it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const TOP = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const PROGRAM = process.env.RAPPORT_PROGRAM || join(TOP, 'build/asan/rapport');
export const PICTURES = join(TOP, 'build/pages');
export const PASSWORD = 'a long sentence for tests';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

function run(args, input) {
  const done = spawnSync(PROGRAM, args, { input, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`rapport ${args.join(' ')}: ${done.status} ${done.stderr}`);
  return done.stdout.trim();
}

export class Desk {
  static async start() {
    const desk = new Desk();
    desk.dir = mkdtempSync(join(tmpdir(), 'rapport-pages-'));
    desk.db = join(desk.dir, 'desk.db');
    writeFileSync(join(desk.dir, 'password'), PASSWORD + '\n');
    run(['init', '--db', desk.db, '--admin', 'lena@example.org', '--password-file', join(desk.dir, 'password'),
      '--desk-name', 'Tidewell IT help desk']);
    await desk.serve();
    desk.admin = run(['token', 'create', '--db', desk.db, '--for', 'lena@example.org']);
    await desk.people();
    desk.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
    mkdirSync(PICTURES, { recursive: true });
    return desk;
  }

  serve() {
    this.process = spawn(PROGRAM, ['serve', '--db', this.db, '--listen', '127.0.0.1:0', '--log-level', 'error'],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      let said = '';
      this.process.stdout.on('data', (data) => {
        said += data;
        const found = /listening on (\S+)/.exec(said);
        if (found) resolve(this.url = found[1]);
      });
      this.process.on('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    });
  }

  async api(token, method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async people() {
    const make = async (name, email, role, more) => {
      await this.api(this.admin, 'POST', '/people', { name, emails: [email], role, ...more });
      return run(['token', 'create', '--db', this.db, '--for', email]);
    };
    this.ana = await make('Ana Ferreira', 'ana@example.org', 'agent', { teams: [1], password: PASSWORD });
    this.tomas = await make('Tomás Herrera', 'tomas@example.org', 'agent', { teams: [1] });
    this.noor = await make('Noor Haddad', 'noor@example.org', 'requester', { password: PASSWORD });
    this.layla = await make('ليلى حداد', 'layla@example.org', 'requester', {});
    const ana = (await this.api(this.admin, 'GET', '/people?q=ana')).items[0];
    await this.api(this.admin, 'PATCH', '/teams/1', { on_duty: ana.id });
  }

  ask(token, subject, body, more) {
    return this.api(token, 'POST', '/tickets', { subject, body, ...more });
  }

  // A page without cookies: whoever holds the token.
  async page(token, options = {}) {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      extraHTTPHeaders: token ? { Authorization: `Bearer ${token}`, Accept: 'text/html' } : {},
      ...options,
    });
    return context.newPage();
  }

  async stop() {
    if (this.browser) await this.browser.close();
    if (this.process && this.process.exitCode === null) {
      this.process.removeAllListeners('exit');
      const ended = new Promise((resolve) => this.process.on('exit', resolve));
      this.process.kill('SIGTERM');
      this.exit = await ended;
    }
    rmSync(this.dir, { recursive: true, force: true });
  }
}

// Runs every test in turn; the last line counts them.
export async function suite(tests) {
  let passed = 0, failed = 0, desk;
  try {
    desk = await Desk.start();
    for (const [name, test] of Object.entries(tests)) {
      try {
        await test(desk);
        passed++;
        console.log(`ok      ${name}`);
      } catch (why) {
        failed++;
        console.log(`FAILED  ${name}\n${why.stack || why}`);
      }
    }
  } catch (why) {
    failed++;
    console.log(`FAILED  starting\n${why.stack || why}`);
  } finally {
    if (desk) await desk.stop();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
