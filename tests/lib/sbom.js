// SPDX-License-Identifier: GPL-2.0-or-later
// Validates bills of materials: node sbom.js SCHEMA-OF-SPDX FILE.spdx|FILE.cdx...
// SPDX by its JSON schema and by what the specification asks besides; CycloneDX 1.6 strictly,
// by its own library; every licence expression and package URL by who knows their grammar.
'use strict'
const fs = require('fs')
const Ajv = require('ajv')
const cyclonedx = require('@cyclonedx/cyclonedx-library')
const parseLicence = require('spdx-expression-parse')
const { PackageURL } = require('packageurl-js')

let bad = 0
const wrong = (file, what) => { console.error(`${file}: ${what}`); bad++ }

function checkLicence (file, name, expression, defined) {
  if (expression === undefined || expression === 'NOASSERTION') return
  try {
    parseLicence(expression)
  } catch (e) { wrong(file, `${name}: licence ${expression}: ${e.message}`) }
  for (const ref of expression.match(/LicenseRef-[A-Za-z0-9.-]+/g) || []) {
    if (!defined.has(ref)) wrong(file, `${name}: ${ref} has no text`)
  }
}

function checkPurl (file, name, version, text) {
  const purl = PackageURL.fromString(text)
  if (purl.type !== 'deb' || purl.name !== name || purl.version !== version) wrong(file, `${name}: purl ${text}`)
  // The specification's canonical form; the library's own writer leaves "+" as it is.
  const encode = s => encodeURIComponent(s).replace(/%3A/g, ':')
  const qualifiers = Object.keys(purl.qualifiers).sort().map(k => `${k}=${encode(purl.qualifiers[k])}`).join('&')
  const canonical = `pkg:deb/${encode(purl.namespace)}/${encode(name)}@${encode(version)}?${qualifiers}`
  if (canonical !== text) wrong(file, `${name}: ${text} is not canonical: ${canonical}`)
}

const ajv = new Ajv({ strict: false, allErrors: true })
require('ajv-formats')(ajv)
const validSpdx = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2])))

function checkSpdx (file, text) {
  const d = JSON.parse(text)
  if (!validSpdx(d)) wrong(file, JSON.stringify(validSpdx.errors, null, 1))
  const ids = new Set(['SPDXRef-DOCUMENT'])
  for (const e of [...d.packages, ...(d.files || [])]) {
    if (ids.has(e.SPDXID)) wrong(file, `${e.SPDXID} twice`)
    if (!/^SPDXRef-[A-Za-z0-9.-]+$/.test(e.SPDXID)) wrong(file, `identifier ${e.SPDXID}`)
    ids.add(e.SPDXID)
  }
  const refs = new Set((d.hasExtractedLicensingInfos || []).map(l => l.licenseId))
  const analysed = new Set(d.packages.filter(p => p.filesAnalyzed !== false).map(p => p.SPDXID))
  for (const p of d.packages) {
    checkLicence(file, p.name, p.licenseDeclared, refs)
    for (const ref of p.externalRefs || []) checkPurl(file, p.name, p.versionInfo, ref.referenceLocator)
    if (!p.downloadLocation || !p.licenseConcluded || !p.copyrightText) wrong(file, `${p.name}: a field is missing`)
    if (analysed.has(p.SPDXID) && !p.packageVerificationCode) wrong(file, `${p.name}: no verification code`)
  }
  for (const r of d.relationships) {
    if (!ids.has(r.spdxElementId) || !ids.has(r.relatedSpdxElement)) wrong(file, `relation of nothing: ${JSON.stringify(r)}`)
    // 7.8: a package whose files were not analysed contains none.
    if (r.relationshipType === 'CONTAINS' && r.relatedSpdxElement.startsWith('SPDXRef-File-') && !analysed.has(r.spdxElementId)) wrong(file, `${r.spdxElementId} contains files`)
  }
  const all = JSON.stringify(d.packages)
  for (const ref of refs) if (!all.includes(ref)) wrong(file, `${ref} is not used`)
}

async function checkCyclonedx (file, text) {
  const validator = new cyclonedx.Validation.JsonStrictValidator(cyclonedx.Spec.Version.v1dot6)
  const errors = await validator.validate(text)
  if (errors !== null) wrong(file, JSON.stringify(errors, null, 1))
  const d = JSON.parse(text)
  const refs = new Set([d.metadata.component['bom-ref']])
  for (const c of d.components) {
    if (c['bom-ref'] === undefined) continue
    if (refs.has(c['bom-ref'])) wrong(file, `${c['bom-ref']} twice`)
    refs.add(c['bom-ref'])
    if (c.purl) checkPurl(file, c.name, c.version, c.purl)
    const texts = new Set(((c.evidence || {}).licenses || []).map(l => l.license.name))
    for (const l of c.licenses || []) checkLicence(file, c.name, l.expression, texts)
  }
  for (const r of d.dependencies) {
    for (const ref of [r.ref, ...r.dependsOn]) if (!refs.has(ref)) wrong(file, `dependency on nothing: ${ref}`)
  }
}

(async () => {
  for (const file of process.argv.slice(3)) {
    const text = fs.readFileSync(file, 'utf8')
    if (file.endsWith('.spdx')) checkSpdx(file, text)
    else await checkCyclonedx(file, text)
  }
  process.exit(bad ? 1 : 0)
})()
