// SPDX-License-Identifier: GPL-2.0-or-later
// The parts of the C++ library that lean on what is around it: streams, threads,
// exceptions across functions, threads and casts, regular expressions, locales,
// files and random numbers.
#include <atomic>
#include <exception>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <locale>
#include <memory>
#include <mutex>
#include <random>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <typeinfo>
#include <vector>

struct Base {
	virtual ~Base() = default;
};
struct Derived : Base {
};

static int deep(int n)
{
	std::string held(100, 'x');
	if (n == 0)
		throw std::out_of_range(held.substr(0, 4));
	return deep(n - 1) + static_cast<int>(held.size());
}

static bool exceptions()
{
	try {
		deep(20);
	} catch (const std::logic_error &e) {
		if (std::string(e.what()) != "xxxx")
			return false;
	}
	std::future<int> later = std::async(std::launch::async, [] { return deep(3); });
	try {
		later.get();
		return false;
	} catch (const std::out_of_range &) {
	}
	Base base;
	try {
		dynamic_cast<Derived &>(base);
		return false;
	} catch (const std::bad_cast &) {
	}
	try {
		(void)std::vector<int>().at(1);
		return false;
	} catch (const std::exception &) {
		return true;
	}
}

static bool threads()
{
	std::atomic<int> sum{0};
	std::mutex mutex;
	int guarded = 0;
	std::vector<std::thread> all;
	for (int i = 1; i <= 8; i++)
		all.emplace_back([&, i] {
			sum += i;
			std::lock_guard<std::mutex> lock(mutex);
			guarded += i;
		});
	for (auto &t : all)
		t.join();
	return sum == 36 && guarded == 36;
}

static bool patterns()
{
	std::smatch match;
	std::string text = "libssl3_3.0.17-1_amd64.deb";
	return std::regex_match(text, match, std::regex("([a-z0-9.+-]+)_([^_]+)_([a-z0-9-]+)\\.deb")) &&
	       match[1] == "libssl3" && match[3] == "amd64";
}

static bool locales()
{
	std::locale utf8("C.UTF-8");
	std::ostringstream out;
	out.imbue(utf8);
	out << 1234.5;
	std::wofstream wide;
	wide.imbue(utf8);
	wide.open("/tmp/wide.txt");
	wide << L"\u20ac\u00fc" << std::flush;
	std::string bytes;
	std::ifstream("/tmp/wide.txt") >> bytes;
	if (bytes != "\xe2\x82\xac\xc3\xbc")
		return false;
	return out.str() == "1234.5" && std::use_facet<std::ctype<wchar_t>>(utf8).is(std::ctype_base::alpha, L'\u00fc');
}

static bool files()
{
	namespace fs = std::filesystem;
	fs::path path = fs::temp_directory_path() / "full.txt";
	std::ofstream(path) << "text" << std::endl;
	std::string word;
	std::ifstream(path) >> word;
	return fs::remove(path) && word == "text";
}

static bool chance()
{
	std::random_device device;
	std::mt19937 engine(device());
	return std::uniform_int_distribution<>(1, 6)(engine) <= 6;
}

int main()
{
	const struct {
		const char *name;
		bool (*ask)();
	} question[] = {
		{"exceptions", exceptions}, {"threads", threads}, {"patterns", patterns},
		{"locales", locales}, {"files", files}, {"chance", chance},
	};
	bool good = true;
	for (const auto &q : question) {
		bool ok = q.ask();
		std::cout << q.name << ": " << (ok ? "yes" : "no") << std::endl;
		good = good && ok;
	}
	return !good;
}
