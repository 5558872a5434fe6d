// SPDX-License-Identifier: Apache-2.0
// What other tools find on the same labelled drafts: peers.mjs SAMPLES.json...
// Each may do what it does best, and its marks are mapped to our kinds as kindly as
// can be: a mark counts for every kind that it could be read as, where the label has
// one of these; only where it has none is it a false alarm, once.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { unified } from "unified";
import retextEnglish from "retext-english";
import retextEquality from "retext-equality";
import retextPassive from "retext-passive";
import retextProfanities from "retext-profanities";
import retextReadability from "retext-readability";
import retextSimplify from "retext-simplify";
import retextStringify from "retext-stringify";
import { VFile } from "vfile";
import { text as alex } from "alex";
import * as chrono from "chrono-node";

const require = createRequire(import.meta.url);
const writeGood = require("write-good");
const sherlock = require("sherlockjs");
const { SentimentIntensityAnalyzer } = require("vader-sentiment");

const retext = (...plugins) => {
    const chain = plugins.reduce((u, p) => u.use(...p), unified().use(retextEnglish)).use(retextStringify).freeze();
    return (draft) => {
        const file = new VFile(draft);
        chain.runSync(chain.parse(file), file);
        return file.messages.map(String);
    };
};

// Which of our kinds a mark of the tool may stand for.
const proseTools = {
    "write-good": {
        marks: (d) => writeGood(d).map((m) => m.reason),
        kinds: ["hard_to_read", "scripted", "no_next_step", "jargon"],
    },
    alex: { marks: (d) => alex(d).messages.map(String), kinds: ["blame", "heat"] },
    "retext-equality": { marks: retext([retextEquality]), kinds: ["blame", "heat"] },
    "retext-profanities": { marks: retext([retextProfanities]), kinds: ["blame", "heat"] },
    "retext-simplify": { marks: retext([retextSimplify]), kinds: ["jargon", "hard_to_read", "scripted"] },
    "retext-passive": { marks: retext([retextPassive]), kinds: ["hard_to_read", "no_next_step"] },
    "retext-readability": { marks: retext([retextReadability, { age: 16 }]), kinds: ["hard_to_read", "jargon"] },
};

const rates = ({ tp, fp, fn }) => {
    const p = tp + fp ? tp / (tp + fp) : 1;
    const r = tp + fn ? tp / (tp + fn) : 1;
    return { p, r, f: p + r ? (2 * p * r) / (p + r) : 0 };
};
const row = (name, counts, more = "") => {
    const { p, r, f } = rates(counts);
    const figures = `P ${p.toFixed(2)}  R ${r.toFixed(2)}  F1 ${f.toFixed(2)}`;
    console.log(`  ${name.padEnd(34)} ${figures}   ${counts.tp} right, ${counts.fp} false, ${counts.fn} missed${more}`);
};

function scoreKinds(samples, found) {
    const counts = { tp: 0, fp: 0, fn: 0 };
    let marks = 0, good = 0, untouched = 0;
    for (const s of samples) {
        const labels = Object.keys(s.labels.defects);
        const { kinds, n } = found(s);
        const right = labels.filter((k) => kinds.has(k)).length;
        counts.tp += right;
        counts.fn += labels.length - right;
        if (n && !right) counts.fp++;
        if (s.quality === "good") {
            good++;
            marks += n;
            untouched += !n;
        }
    }
    return { counts, more: `; ${(marks / good).toFixed(2)} marks a good draft, ${untouched} of ${good} untouched` };
}

function proseScores(samples) {
    const union = new Map(samples.map((s) => [s.id, { kinds: new Set(), n: 0 }]));
    for (const [name, tool] of Object.entries(proseTools)) {
        const start = performance.now();
        const { counts, more } = scoreKinds(samples, (s) => {
            const n = tool.marks(s.draft).length;
            const all = union.get(s.id);
            all.n += n;
            if (n) tool.kinds.forEach((k) => all.kinds.add(k));
            return { kinds: new Set(n ? tool.kinds : []), n };
        });
        const ms = (performance.now() - start) / samples.length;
        row(name, counts, `${more}; ${ms.toFixed(1)} ms a draft`);
    }
    const { counts, more } = scoreKinds(samples, (s) => union.get(s.id));
    row("all of these together", counts, more);
}

const pad = (n) => String(n).padStart(2, "0");
const dayOf = (d) => `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`;
const sentences = (draft) => draft.split(/(?<=[.!?])\s+|\n+/).filter((x) => x.trim());
const promising = /\b(I|we)('ll| will|'m going to| am going to| shall)\b|\byou('ll| will) (have|get|hear)\b/i;

// Both read times as local ones; the process runs in UTC, as the samples do.
const dateTools = {
    "chrono-node": (line, now) => chrono.parse(line, now, { forwardDate: true }).map((r) => r.end?.date() ?? r.start.date()),
    sherlockjs: (line, now) => {
        sherlock._setNow?.(now);
        const r = sherlock.parse(line);
        return r.startDate ? [r.endDate ?? r.startDate] : [];
    },
};

function dateScores(samples) {
    for (const [name, parse] of Object.entries(dateTools))
        for (const filtered of [false, true]) {
            const counts = { tp: 0, fp: 0, fn: 0 };
            for (const s of samples) {
                const now = new Date(`${s.sent.slice(0, 19)}Z`);
                const wanted = s.labels.promises.filter((p) => p.due && p.who === "agent").map((p) => p.due);
                for (const line of sentences(s.draft)) {
                    if (filtered && !promising.test(line)) continue;
                    for (const found of parse(line, now)) {
                        const at = wanted.indexOf(dayOf(found));
                        if (at >= 0) {
                            wanted.splice(at, 1);
                            counts.tp++;
                        } else counts.fp++;
                    }
                }
                counts.fn += wanted.length;
            }
            row(name + (filtered ? ", sentences with \"I will\"" : ""), counts);
        }
}

function heatScores(samples) {
    for (const limit of [-0.05, -0.3, -0.5]) {
        const counts = { tp: 0, fp: 0, fn: 0 };
        for (const s of samples) {
            const asked = s.thread.filter((m) => m.who === "user").at(-1)?.text ?? "";
            const hot = SentimentIntensityAnalyzer.polarity_scores(asked).compound <= limit;
            if (hot && s.user_heat) counts.tp++;
            else if (hot) counts.fp++;
            else if (s.user_heat) counts.fn++;
        }
        row(`vader-sentiment, at most ${limit}`, counts);
    }
}

for (const path of process.argv.slice(2)) {
    const { samples } = JSON.parse(readFileSync(path, "utf8"));
    console.log(`others on ${path}: ${samples.length} drafts`);
    console.log(" all defects (a mark counts for any kind it may stand for)");
    proseScores(samples);
    console.log(" dated promises (the day alone counts)");
    dateScores(samples);
    console.log(" heat");
    heatScores(samples);
}
