// A script of benchmarks/forms_scripts.py run by @getodk/xforms-engine: JSON in, JSON out.
//
// The engine is made for a browser; jsdom stands in for what it asks of one.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost/' });
const TAKEN_FROM_THE_PAGE = ['window', 'document', 'Blob', 'File'];
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) || TAKEN_FROM_THE_PAGE.includes(name)) globalThis[name] = window[name];
}
globalThis.__dirname = '/'; // its build asks where it lies, which a module cannot tell

const { createInstance } = await import('@getodk/xforms-engine');

const milliseconds = async (step) => {
  const begin = performance.now();
  await step();
  return performance.now() - begin;
};

const timed = async (step, { most, seconds, after }) => {
  const samples = [];
  const end = performance.now() + seconds * 1000;
  while (!samples.length || (samples.length < most && performance.now() < end)) {
    samples.push(await milliseconds(step));
    await after?.();
  }
  return samples;
};

class Form {
  #known = new Map();

  constructor(root) {
    this.root = root;
  }

  // Where a node is found is not part of what is measured: questions asked once are remembered.
  node(path) {
    if (!this.#known.has(path)) this.#known.set(path, this.#below(this.root, path));
    const node = this.#known.get(path);
    if (!node) throw new Error(`the form has no ${path}`);
    return node;
  }

  #below(node, path) {
    const reference = node.currentState.reference;
    if (reference === path) return node;
    if (!path.startsWith(reference)) return undefined;
    for (const child of node.currentState.children ?? []) {
      const found = this.#below(child, path);
      if (found) return found;
    }
    return undefined;
  }

  set(path, answer) {
    const node = this.node(path);
    if (node.nodeType === 'select') node.selectValues(answer.split(' '));
    else node.setValue(node.valueType === 'int' ? BigInt(answer) : answer);
  }

  value(path) {
    const { instanceValue, value } = this.node(path).currentState;
    return String(instanceValue ?? value ?? '');
  }

  do(steps) {
    for (const [kind, path, operand] of steps) {
      if (kind === 'set') this.set(path, operand);
      else if (kind === 'add') this.node(path).addInstances();
      else if (kind === 'remove') this.node(path).removeInstances(Number(operand) - 1);
      else if (kind === 'choices') this.node(path).currentState.valueOptions.length;
      else if (kind === 'get') this.value(path);
      else throw new Error(`unknown step ${kind}`);
    }
  }
}

const script = JSON.parse(readFileSync(0, 'utf8'));
const limits = { most: script.runs, seconds: script.seconds };

let instance;
const open = async () => {
  instance = await createInstance(script.xform);
};
const load = await timed(open, { ...limits, most: script.loads });
const form = new Form(instance.root);

const edits = {};
for (const { name, turns, before, after } of script.edits) {
  let number = 0;
  form.do(before);
  const begin = performance.now();
  for (const turn of turns) {
    // Warm before it is timed, except where once is all there is time for.
    if (performance.now() - begin > script.seconds * 1000) break;
    form.do(turn);
    form.do(after);
  }
  edits[name] = await timed(() => form.do(turns[number++ % turns.length]), {
    ...limits,
    after: () => form.do(after),
  });
  form.do(turns.at(-1)); // however many there were: engines end in the same state
  form.do(after);
}

// Not the resource usage: on Linux that begins with the peak of the process that started this one.
const peakMemory = () => {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
};

const { version } = createRequire(import.meta.url)('./node_modules/@getodk/xforms-engine/package.json');
const results = Object.fromEntries(script.results.map((path) => [path, form.value(path)]));
process.stdout.write(
  JSON.stringify({
    engine: `@getodk/xforms-engine ${version}`,
    load,
    edits,
    results,
    memory: peakMemory(),
  }),
);
