// The floors of the house: platform < directory < domains < channels < apps. Imports point down only.
const test = '\\.test\\.ts$|/(fixtures|testing|vitest|test-server)\\.ts$';
const browserSafe = '^packages/domains/[^/]+/src/(model|workflow|policy)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'not-resolvable',
      comment: 'This import leads nowhere: add the package to the package.json of the importing package ("workspace:*" or "catalog:"), or correct the path.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|bun:)' },
    },
    {
      name: 'no-circular',
      comment: 'Two files import each other. Move what both need into a third file, or pass it as an argument.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-no-congress',
      comment: 'The ground floor knows nothing of congresses: let the upper floor pass in what is needed, or announce a domain event.',
      severity: 'error',
      from: { path: '^packages/platform/' },
      to: { path: '^(packages/(directory|domains|channels|screens)|apps)/' },
    },
    {
      name: 'directory-below-domains',
      comment: 'Who is who stands below what they do: a domain registers for what it must hear of (domain events); move the rule into the domain.',
      severity: 'error',
      from: { path: '^packages/directory/' },
      to: { path: '^(packages/(domains|channels|screens)|apps)/' },
    },
    {
      name: 'domains-do-not-know-channels-and-apps',
      comment: 'A domain announces events; channels and apps listen. Emit a domain event instead.',
      severity: 'error',
      from: { path: '^packages/domains/' },
      to: { path: '^(packages/channels|apps)/' },
    },
    {
      name: 'domains-do-not-know-each-other',
      comment: 'Domains meet through domain events, never through imports: consume the other domain\'s event.',
      severity: 'error',
      from: { path: '^packages/domains/([^/]+)/' },
      to: { path: '^packages/domains/([^/]+)/', pathNot: '^packages/domains/$1/' },
    },
    {
      name: 'channels-do-not-know-apps',
      comment: 'A channel is used by the server, not the other way round.',
      severity: 'error',
      from: { path: '^packages/channels/' },
      to: { path: '^(apps|packages/screens)/' },
    },
    {
      name: 'rules-run-in-the-browser',
      comment: 'model, workflow and policy also run in the browser: no node: modules, no database, no services. Put input and output into service.ts.',
      severity: 'error',
      from: { path: browserSafe },
      to: { dependencyTypesNot: ['type-only'], path: '^(node:|fs$|path$|crypto$)|^packages/platform/(database|jobs|files|search|documents|rpc)/|^packages/[^/]+/[^/]+/src/(service|router|statistics)\\.ts$|node_modules/(pg|kysely|@prisma|fastify)/' },
    },
    {
      name: 'rules-run-in-the-browser-core',
      comment: 'model, workflow and policy also run in the browser: use @smart/kernel instead of a module of Node.js.',
      severity: 'error',
      from: { path: browserSafe },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'kernel-runs-in-the-browser',
      comment: 'Everything in the kernel but config.ts runs in the browser, too: use globalThis (crypto, TextEncoder) instead of a module of Node.js.',
      severity: 'error',
      from: { path: '^packages/platform/kernel/src/', pathNot: `config\\.ts$|${test}` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-screens-use-rules-only',
      comment: 'Screens of a domain import its model, workflow and policy, @smart/kernel, @smart/workflow and the screens; data comes through @smart/client.',
      severity: 'error',
      from: { path: '^packages/domains/[^/]+/src/ui/' },
      to: {
        dependencyTypesNot: ['type-only'],
        path: '^(packages|apps)/',
        pathNot: '^packages/domains/[^/]+/src/(ui/|model|workflow|policy|[a-z-]+/model|[a-z-]+/workflow|[a-z-]+/policy)|^packages/screens/|^packages/platform/(kernel|workflow)/',
      },
    },
    {
      name: 'screens-are-neutral',
      comment: 'The screen kit knows no domain: pass in what differs as a prop. The client takes the server\'s router as a type only (import type).',
      severity: 'error',
      from: { path: '^packages/screens/' },
      to: { dependencyTypesNot: ['type-only'], path: '^(packages/(directory|domains|channels)|packages/platform/(?!kernel/|workflow/)|apps)/' },
    },
    {
      name: 'apps-take-the-server-as-a-type',
      comment: 'A page may import the router\'s type only: write `import type`. Code of the server must not reach the browser.',
      severity: 'error',
      from: { path: '^apps/(public-site|deputy-portal|office-desk)/' },
      to: { dependencyTypesNot: ['type-only'], path: '^apps/server/' },
    },
    {
      name: 'pages-hold-no-server-code',
      comment: 'A page gets its data through @smart/client; the database, services and routers stay on the server.',
      severity: 'error',
      from: { path: '^apps/(deputy-portal|office-desk)/src/' },
      to: { dependencyTypesNot: ['type-only'], path: '^packages/platform/(database|jobs|files|search|documents|rpc)/|^packages/[^/]+/[^/]+/src/(service|router|statistics)\\.ts$' },
    },
    {
      name: 'apps-are-apart',
      comment: 'Each audience has its own app: what two share belongs into packages/screens or into the domain\'s ui/.',
      severity: 'error',
      from: { path: '^apps/(public-site|deputy-portal|office-desk)/' },
      to: { path: '^apps/(public-site|deputy-portal|office-desk)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-tests-import-tests',
      comment: 'This file exists for tests: production code must not need it.',
      severity: 'error',
      from: { path: '^(apps/(server|public-site|deputy-portal|office-desk)|packages)/', pathNot: `${test}|/testing/|/testing[a-z-]*\\.ts$|^apps/server/src/(matrix/|[a-z-]*testing\\.ts$)` },
      to: { path: '\\.test\\.ts$|^packages/platform/database/src/(testing|vitest|fixtures)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'], extensions: ['.ts', '.mjs', '.js', '.vue', '.css'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
