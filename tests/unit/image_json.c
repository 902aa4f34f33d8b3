/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents of images: what is of the wrong type counts as absent. */
#include "fmt/image_json.h"

#include "tests/unit/support/test.h"

static struct arena arena;

static void read_good(const struct reader *reader, const char *text, void *record)
{
	struct err err = {0};
	reader_run(reader, str_from(text), NULL, &arena, record, &err);
	check_no_error(&err);
}

static void test_index(void **state)
{
	struct image_manifest index;
	(void)state;
	read_good(&image_manifest_reader,
		  "{\"manifests\": [{\"mediaType\": \"m\", \"digest\": \"sha256:0\", \"platform\": {\"os\": \"linux\","
		  "\"architecture\": \"arm\", \"variant\": \"v7\"}, \"annotations\": "
		  "{\"org.opencontainers.image.ref.name\": \"t\", \"io.containerd.image.name\": \"n\"}}, 7]}", &index);
	assert_true(index.is_index && !index.has_layers);
	assert_int_equal(index.manifest.n, 2);
	const struct image_descriptor *d = &index.manifest.at[0];
	assert_string_equal(d->digest, "sha256:0");
	assert_string_equal(d->variant, "v7");
	assert_string_equal(d->tag, "t");
	assert_string_equal(d->name, "n");
	assert_null(index.manifest.at[1].digest);
}

static void test_manifest(void **state)
{
	struct image_manifest manifest;
	(void)state;
	read_good(&image_manifest_reader, "{\"config\": {\"digest\": 7}, \"layers\": [{\"digest\": \"x\"}, {}]}", &manifest);
	assert_true(!manifest.is_index && manifest.has_layers);
	assert_int_equal(manifest.config.n, 1);
	assert_null(manifest.config.at[0].digest);
	assert_int_equal(manifest.layer.n, 2);
	assert_string_equal(manifest.layer.at[0].digest, "x");
	read_good(&image_manifest_reader, "{\"layers\": {}}", &manifest);
	assert_false(manifest.has_layers);
	assert_int_equal(manifest.config.n, 0);
}

static void test_settings(void **state)
{
	struct image_settings s;
	(void)state;
	read_good(&image_settings_reader,
		  "{\"config\": {\"Env\": [\"A=b\", 1], \"User\": \"7\", \"WorkingDir\": \"\", \"Entrypoint\": \"/x\","
		  "\"Cmd\": [\"a\", \"b\"]}}", &s);
	assert_int_equal(s.env.n, 1);
	assert_string_equal(s.user, "7");
	assert_null(s.workdir);
	assert_int_equal(s.entrypoint.n, 1);
	assert_true(str_is(s.entrypoint.at[0], "/x"));
	assert_int_equal(s.cmd.n, 2);
	read_good(&image_settings_reader, "{}", &s);
	assert_int_equal(s.env.n + s.entrypoint.n + s.cmd.n, 0);
}

static void test_docker(void **state)
{
	struct docker_manifest m;
	(void)state;
	read_good(&docker_manifest_reader, "[{\"Config\": \"c\", \"RepoTags\": [\"n:t\"], \"Layers\": [\"l\", 3]}, {}]", &m);
	assert_int_equal(m.image.n, 2);
	assert_string_equal(m.image.at[0].config, "c");
	assert_true(str_is(m.image.at[0].tag.at[0], "n:t"));
	assert_int_equal(m.image.at[0].layer.n, 2);
	assert_int_equal(m.image.at[0].layer.at[1].n, 0);
	assert_false(m.image.at[1].has_layers);
}

static void test_broken(void **state)
{
	static const char *const texts[] = {"", "[", "{\"a\": 1, \"a\": 2}", "{} x", "{\"a\": \"\\u0000\"}"};
	const struct reader *readers[] = {&image_manifest_reader, &image_settings_reader, &docker_manifest_reader};
	union {
		struct image_manifest manifest;
		struct image_settings settings;
		struct docker_manifest docker;
	} record;
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		for (size_t k = 0; k < ARRAY_LEN(readers); k++) {
			struct err err = {0};
			assert_int_equal(reader_run(readers[k], str_from(texts[i]), NULL, &arena, &record, &err), -1);
			check_error(&err, STATUS_UNTRUSTED, "line ");
		}
}

static int release_all(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index),  cmocka_unit_test(test_manifest), cmocka_unit_test(test_settings),
		cmocka_unit_test(test_docker), cmocka_unit_test(test_broken),
	};
	return cmocka_run_group_tests(tests, NULL, release_all);
}
