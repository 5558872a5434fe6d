# SPDX-License-Identifier: Apache-2.0
"""One fuzzer: fuzz.py src/FLOOR/NAME_fuzz.c SECONDS

Links the file (which has LLVMFuzzerTestOneInput) with build/clang by libFuzzer,
replays every file of tests/corpus/NAME, each of them a test, and then looks for
new input for SECONDS. What it finds is kept in tests/corpus/NAME as crash-*.
"""
import json
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = TOP / "build/clang"


def link_arguments():
    found = json.loads(subprocess.run(["meson", "introspect", "--dependencies", BUILD], capture_output=True, text=True,
                                      check=True).stdout)
    arguments = [a for dependency in found for a in dependency.get("link_args", [])]
    return sorted(set(arguments)) + ["-lcmark-gfm", "-lcmark-gfm-extensions", "-lm", "-lpthread"]


def link(source, program):
    libraries = [str(p) for p in sorted(BUILD.glob("librapport-*.a"))]
    includes = [a for a in subprocess.run(["pkg-config", "--cflags", "gmime-3.0"], capture_output=True, text=True,
                                          check=True).stdout.split()]
    subprocess.run(["clang", "-g", "-O1", "-std=gnu17", "-D_GNU_SOURCE", "-fsanitize=fuzzer,address,undefined",
                    f"-I{TOP / 'src'}", *includes, str(source), "-o", str(program), "-Wl,--start-group", *libraries,
                    "-Wl,--end-group", *link_arguments()], check=True)


def main():
    source, seconds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    name = source.stem.removesuffix("_fuzz")
    program, corpus = BUILD / source.stem, TOP / "tests/corpus" / name
    link(source, program)
    corpus.mkdir(parents=True, exist_ok=True)
    passed = failed = 0
    for path in sorted(p for p in corpus.iterdir() if p.is_file()):
        done = subprocess.run([program, path], capture_output=True, text=True, errors="replace", check=False)
        passed, failed = passed + (done.returncode == 0), failed + (done.returncode != 0)
        if done.returncode:
            print(f"{path}\n{done.stderr[-4000:]}")
    # Without kept input a few thousand runs still show that the fuzzer works.
    work = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"fuzz-{name}"
    work.mkdir(parents=True, exist_ok=True)
    limit = [f"-max_total_time={seconds}"] if seconds else ["-runs=2000"]
    done = subprocess.run([program, *limit, "-rss_limit_mb=2048", "-timeout=10", "-verbosity=0", "-print_final_stats=1",
                           f"-artifact_prefix={corpus}/", work, corpus], check=False)
    passed, failed = passed + (done.returncode == 0), failed + (done.returncode != 0)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
