/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/reference.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

enum { TAG_LONGEST = 128, NAME_LONGEST = 255 };

static bool is_lower_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_word(char c)
{
	return is_lower_alnum(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

/* distribution-spec: [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127} */
static bool is_tag(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_word(s.p[i]) && (i == 0 || (s.p[i] != '.' && s.p[i] != '-')))
			return false;
	return s.n >= 1 && s.n <= TAG_LONGEST;
}

/* [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)* */
static bool is_component(struct str s)
{
	size_t run = 0;
	if (!s.n || !is_lower_alnum(s.p[0]) || !is_lower_alnum(s.p[s.n - 1]))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		run = is_lower_alnum(s.p[i]) ? 0 : run + 1;
		if (run == 0 || (run == 1 && strchr("._-", s.p[i])))
			continue;
		if (s.p[i] != s.p[i - 1] || s.p[i] == '.' || (s.p[i] == '_' && run > 2))
			return false;
	}
	return true;
}

/* By docker's rule, the first component is a registry if it looks like a host. */
static bool is_host(struct str s)
{
	return memchr(s.p, '.', s.n) || memchr(s.p, ':', s.n) || str_is(s, "localhost");
}

static bool is_host_name(struct str s)
{
	struct str port = s, host;
	str_split(&port, ':', &host);
	for (size_t i = 0; i < host.n; i++)
		if (!isalnum((unsigned char)host.p[i]) && !strchr(".-", host.p[i]))
			return false;
	for (size_t i = 0; i < port.n; i++)
		if (port.p[i] < '0' || port.p[i] > '9')
			return false;
	return host.n > 0 && (port.n || host.n == s.n);
}

struct name {
	struct str host, repository, tag; /* missing parts are empty */
};

/* [HOST[:PORT]/]REPOSITORY[:TAG] */
static bool parse_image_name(const char *text, struct name *out)
{
	struct str rest = str_from(text), part;
	const char *slash = strchr(text, '/'), *last = strrchr(text, '/');
	const char *colon = strchr(last ? last : text, ':');
	*out = (struct name){{text, 0}, rest, {text, 0}};
	if (rest.n > NAME_LONGEST + TAG_LONGEST || memchr(text, '@', rest.n))
		return false;
	if (colon) {
		out->tag = str_from(colon + 1);
		out->repository.n = (size_t)(colon - text);
		if (!is_tag(out->tag))
			return false;
	}
	if (slash && is_host((struct str){text, (size_t)(slash - text)})) {
		out->host = (struct str){text, (size_t)(slash - text)};
		out->repository.p += out->host.n + 1;
		out->repository.n -= out->host.n + 1;
		if (!is_host_name(out->host))
			return false;
	}
	/* Docker's names omit its own registry. */
	if (str_is(out->host, "docker.io") || str_is(out->host, "index.docker.io")) {
		static const char official[] = "library/";
		out->host.n = 0;
		if (str_starts(out->repository, official) && !memchr(out->repository.p + strlen(official), '/',
								      out->repository.n - strlen(official)))
			out->repository = (struct str){out->repository.p + strlen(official),
						       out->repository.n - strlen(official)};
	}
	rest = out->repository;
	if (!rest.n || rest.n > NAME_LONGEST || rest.p[rest.n - 1] == '/')
		return false;
	while (str_split(&rest, '/', &part))
		if (!is_component(part))
			return false;
	return true;
}

static bool is_plain_tag(const struct out_target *target)
{
	return target->format != OUT_DOCKER_ARCHIVE && is_tag(str_from(target->reference));
}

/* Without "/" or ":" a reference is only a tag, except for docker's archives. */
static bool parse_reference(const struct out_target *target, struct name *out)
{
	bool tagged = target->format == OUT_DOCKER_ARCHIVE || strpbrk(target->reference, "/:");
	return tagged && parse_image_name(target->reference, out);
}

int oci_reference_check(const struct out_target *target, struct err *err)
{
	struct name name;
	bool docker = target->format == OUT_DOCKER_ARCHIVE;
	if (is_plain_tag(target) || parse_reference(target, &name))
		return 0;
	err_set(err, STATUS_FATAL, "'%s': '%s' is no %s", target->text, target->reference,
		docker ? "name of an image" : "tag and no name of an image");
	return err_hint(err, docker ? "a name is [HOST/]NAME[:TAG] in lower case, such as team/cc:v1"
				    : "a tag is up to 128 letters, digits, '.', '_' and '-'; a name "
				      "[HOST/]NAME:TAG in lower case");
}

static const char *with_tag(const struct name *name, struct arena *arena)
{
	struct str tag = name->tag.n ? name->tag : STR("latest");
	return arena_printf(arena, "%.*s%s%.*s:%.*s", STR_ARG(name->host), name->host.n ? "/" : "",
			    STR_ARG(name->repository), STR_ARG(tag));
}

/* The name as docker completes it. */
static const char *full_name(const struct name *name, struct arena *arena)
{
	bool official = !memchr(name->repository.p, '/', name->repository.n);
	if (name->host.n)
		return with_tag(name, arena);
	return arena_printf(arena, "docker.io/%s%s", official ? "library/" : "", with_tag(name, arena));
}

/* Turns a profile's name into a component of an image's name: "My_Profile" → "my_profile". */
static const char *component(const char *profile, struct arena *arena)
{
	char *name = arena_strdup(arena, profile && *profile ? profile : "custom");
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return is_component(str_from(name)) ? name : "custom";
}

struct oci_names oci_names(const struct out_target *target, const struct out_image *image,
			   struct arena *arena)
{
	const char *tag = image->tag && is_tag(str_from(image->tag)) ? image->tag : "latest";
	struct name name;
	if (target->reference && !is_plain_tag(target) && parse_reference(target, &name)) {
		struct oci_names names = {.full = full_name(&name, arena), .familiar = with_tag(&name, arena)};
		/* docker save uses only the tag, skopeo the reference as given. */
		names.ref = target->format != OUT_DOCKER_ARCHIVE ? target->reference
							       : strrchr(names.familiar, ':') + 1;
		return names;
	}
	struct oci_names names = {.ref = target->reference ? target->reference : tag};
	names.full = names.familiar =
		arena_printf(arena, "localhost/%s:%s", component(image->name, arena), names.ref);
	return names;
}
