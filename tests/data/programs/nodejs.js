// SPDX-License-Identifier: GPL-2.0-or-later
// What an image of Node.js has to do: node nodejs.js TEST...
"use strict";
const assert = require("assert");
const child_process = require("child_process");
const crypto = require("crypto");
const fs = require("fs");
const http = require("http");
const https = require("https");
const net = require("net");
const os = require("os");
const path = require("path");
const worker_threads = require("worker_threads");
const zlib = require("zlib");

function listening(server) {
	return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

function get(module, url, options) {
	return new Promise((resolve, reject) => {
		module.get(url, options, (response) => {
			let text = "";
			response.setEncoding("utf8");
			response.on("data", (piece) => (text += piece));
			response.on("end", () => resolve(text));
		}).on("error", reject);
	});
}

const answer = (request, response) => response.end("grüße " + request.url);

const tests = {
	modules() {
		const names = require("module").builtinModules.filter((name) => !name.startsWith("_"));
		for (const name of names) require(name);
		return names.length;
	},

	async http() {
		const server = http.createServer(answer);
		const url = "http://localhost:" + (await listening(server)) + "/a";
		assert.strictEqual(await get(http, url, {}), "grüße /a");
		if (typeof fetch === "function") {
			assert.strictEqual(await (await fetch(url.replace("localhost", "127.0.0.1"))).text(), "grüße /a");
			const form = new FormData();
			form.append("name", "größe");
			const back = await new Response(form).formData();
			assert.strictEqual(back.get("name"), "größe");
		}
		server.close();
		return "grüße";
	},

	async tls() {
		const read = (name) => fs.readFileSync("/tmp/" + name);
		const server = https.createServer({ cert: read("server.pem"), key: read("server.key") }, answer);
		const url = "https://localhost:" + (await listening(server)) + "/";
		assert.strictEqual(await get(https, url, { ca: read("right.pem"), agent: false }), "grüße /");
		for (const options of [{ ca: read("wrong.pem") }, {}])
			await assert.rejects(get(https, url, { agent: false, ...options }), /unable to verify|self.signed|unable to get/);
		server.close();
		assert(require("tls").rootCertificates.length >= 100);
		return require("tls").rootCertificates.length;
	},

	crypto() {
		assert.strictEqual(crypto.createHash("sha256").update("abc").digest("hex").slice(0, 16), "ba7816bf8f01cfea");
		const { publicKey, privateKey } = crypto.generateKeyPairSync("ed25519");
		assert(crypto.verify(null, Buffer.from("x"), publicKey, crypto.sign(null, Buffer.from("x"), privateKey)));
		const key = crypto.scryptSync("secret", crypto.randomBytes(16), 32);
		const cipher = crypto.createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
		assert.strictEqual(Buffer.concat([cipher.update("abc"), cipher.final()]).length, 3);
		const packed = zlib.brotliCompressSync(zlib.gzipSync("abc"));
		assert.strictEqual(zlib.gunzipSync(zlib.brotliDecompressSync(packed)).toString(), "abc");
		return crypto.getHashes().length;
	},

	workers() {
		const shared = new Int32Array(new SharedArrayBuffer(4));
		const start = () =>
			new Promise((resolve, reject) => {
				const code = "const w = require('worker_threads'); for (let i = 0; i < 1000; i++) Atomics.add(w.workerData, 0, 1); w.parentPort.postMessage('done')";
				const worker = new worker_threads.Worker(code, { eval: true, workerData: shared });
				worker.on("message", resolve).on("error", reject);
			});
		return Promise.all([start(), start(), start()]).then(() => {
			assert.strictEqual(shared[0], 3000);
			return shared[0];
		});
	},

	processes() {
		const result = child_process.spawnSync(process.execPath, ["-e", "console.log(process.argv[1].toUpperCase()); process.exit(7)", "größe"]);
		assert.strictEqual(result.status, 7);
		assert.strictEqual(result.stdout.toString(), "GRÖSSE\n");
		assert.strictEqual(process.getuid(), 65532);
		assert(!fs.existsSync("/bin/sh"));
		assert.throws(() => fs.writeFileSync("/usr/lib/written", ""), /EROFS|EACCES/);
		return result.status;
	},

	names() {
		fs.writeFileSync("/tmp/größe-日本", "x");
		assert(fs.readdirSync("/tmp").includes("größe-日本"));
		assert.strictEqual(new Intl.NumberFormat("de").format(1234.5), "1.234,5");
		const time = new Date(0).toLocaleString("de", { timeZone: "Asia/Tokyo", month: "long", hour: "2-digit" });
		assert(/Januar.*09/.test(time), time);
		return time;
	},

	// CommonJS from ECMAScript modules: the lexer finds what is exported.
	lexer() {
		fs.writeFileSync("/tmp/common.cjs", "exports.half = (x) => x / 2;\n");
		fs.writeFileSync("/tmp/modern.mjs", "import { half } from './common.cjs'; console.log(half(84));\n");
		const out = child_process.execFileSync(process.execPath, ["/tmp/modern.mjs"]).toString();
		assert.strictEqual(out, "42\n");
		return out.trim();
	},

	// The interactive reader parses what it is given with acorn.
	repl() {
		const input = "const x = 6 * 7\nawait Promise.resolve(x)\n.exit\n";
		const options = ["--experimental-repl-await", "-i"];
		const result = child_process.spawnSync(process.execPath, options, { input, env: { HOME: "/tmp" } });
		assert(/\b42\b/.test(result.stdout.toString()), result.stdout.toString() + result.stderr);
		return 42;
	},

	globs() {
		if (typeof path.matchesGlob !== "function") return "none here";
		assert(path.matchesGlob("a/b.js", "a/*.js"));
		return "matchesGlob";
	},
};

(async () => {
	for (const name of process.argv.slice(2)) console.log(name, await tests[name]());
})().catch((error) => {
	console.error(error);
	process.exit(1);
});
