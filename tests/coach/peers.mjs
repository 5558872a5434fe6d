// SPDX-License-Identifier: Apache-2.0
// What other tools find on the same labelled drafts, beside the coach: peers.mjs OURS.json SAMPLES.json...
// OURS.json is what tools/coach_score --json wrote. Each tool may do what it does best,
// and its marks are mapped to our kinds as kindly as can be: a mark counts for every
// kind that it could be read as, where the label has one of these; only where it has
// none is it a false alarm, once.
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
const none = () => ({ tp: 0, fp: 0, fn: 0 });
const countsOf = ([tp, fp, fn]) => ({ tp, fp, fn });
const row = (name, counts, more = "") => {
    const { p, r, f } = rates(counts);
    const figures = `P ${p.toFixed(2)}  R ${r.toFixed(2)}  F1 ${f.toFixed(2)}`;
    console.log(`  ${name.padEnd(34)} ${figures}   ${counts.tp} right, ${counts.fp} false, ${counts.fn} missed${more}`);
};
const onGood = ({ marks, untouched, good }) =>
    `; ${(marks / good).toFixed(2)} marks a good draft, ${untouched} of ${good} untouched`;

// What a tool found: for each draft the kinds its marks may stand for, and how many marks.
function countKinds(samples, found) {
    const all = none(), kinds = new Map(), good = { marks: 0, untouched: 0, good: 0 };
    for (const s of samples) {
        const labels = Object.keys(s.labels.defects);
        const { kinds: seen, n } = found.get(s.id);
        const right = labels.filter((k) => seen.has(k));
        all.tp += right.length;
        all.fn += labels.length - right.length;
        if (n && !right.length) all.fp++;
        for (const k of new Set([...labels, ...seen])) {
            const counts = kinds.get(k) ?? kinds.set(k, none()).get(k);
            if (right.includes(k)) counts.tp++;
            else if (labels.includes(k)) counts.fn++;
            else if (!right.length) counts.fp++;
        }
        if (s.quality !== "good") continue;
        good.good++;
        good.marks += n;
        good.untouched += !n;
    }
    return { all, kinds, good };
}

// Runs every prose tool over every draft; and what they say all together.
function readWithProseTools(samples) {
    const readings = new Map(), together = new Map(samples.map((s) => [s.id, { kinds: new Set(), n: 0 }]));
    for (const [name, tool] of Object.entries(proseTools)) {
        const found = new Map(), start = performance.now();
        for (const s of samples) {
            const n = tool.marks(s.draft).length;
            found.set(s.id, { kinds: new Set(n ? tool.kinds : []), n });
        }
        readings.set(name, { ...countKinds(samples, found), ms: (performance.now() - start) / samples.length });
        for (const [id, { kinds, n }] of found) {
            together.get(id).n += n;
            kinds.forEach((k) => together.get(id).kinds.add(k));
        }
    }
    readings.set("all of these together", countKinds(samples, together));
    return readings;
}

function proseScores(samples, ours) {
    const readings = readWithProseTools(samples);
    const all = Object.values(ours.kinds).reduce((sum, c) => sum.map((x, i) => x + c[i]), [0, 0, 0]);
    row("the coach", countsOf(all), onGood(ours));
    for (const [name, { all: counts, good, ms }] of readings)
        row(name, counts, onGood(good) + (ms ? `; ${ms.toFixed(1)} ms a draft` : ""));
    console.log(" per thing seen: the coach, and the best of the others");
    for (const kind of Object.keys(ours.kinds).sort()) {
        const best = [...readings]
            .filter(([, { kinds }]) => kinds.get(kind)?.tp)
            .map(([name, { kinds }]) => ({ name, f: rates(kinds.get(kind)).f }))
            .reduce((a, b) => (b.f > a.f ? b : a), { name: "none sees it", f: 0 });
        row(kind, countsOf(ours.kinds[kind]), `   others: F1 ${best.f.toFixed(2)} (${best.name})`);
    }
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

function dateScores(samples, ours) {
    row("the coach", countsOf(ours.dated));
    for (const [name, parse] of Object.entries(dateTools))
        for (const filtered of [false, true]) {
            const counts = none();
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

function heatScores(samples, ours) {
    row("the coach", countsOf(ours.heat));
    for (const limit of [-0.05, -0.3, -0.5]) {
        const counts = none();
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

const [oursPath, ...paths] = process.argv.slice(2);
const sets = JSON.parse(readFileSync(oursPath, "utf8"));
for (const path of paths) {
    const { samples } = JSON.parse(readFileSync(path, "utf8"));
    console.log(`beside others on ${path}: ${samples.length} drafts`);
    console.log(" all defects (a mark counts for any kind it may stand for)");
    proseScores(samples, sets[path]);
    console.log(" dated promises (of others the day alone counts)");
    dateScores(samples, sets[path]);
    console.log(" heat of the user's message");
    heatScores(samples, sets[path]);
}
