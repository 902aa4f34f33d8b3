// SPDX-License-Identifier: GPL-2.0-or-later
// snyk.js docker-archive:FILE | oci-archive:FILE: what snyk-docker-plugin (in NODE_PATH)
// finds: "DISTRIBUTION VERSION", then "PACKAGE VERSION" for each, sorted.
'use strict';
const { scan } = require('snyk-docker-plugin');

scan({ path: process.argv[2] }).then(({ scanResults }) => {
	const graph = scanResults[0].facts.find((fact) => fact.type === 'depGraph').data;
	console.log(graph.pkgManager.repositories[0].alias.replace(':', ' '));
	// Names are SOURCE/PACKAGE where they differ; the first is the image.
	const packages = graph.getDepPkgs().map(({ name, version }) => `${name.replace(/^.*\//, '')} ${version}`);
	console.log(packages.sort().join('\n'));
}).catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
