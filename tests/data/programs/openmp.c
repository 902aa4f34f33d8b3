/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sum over threads of libgomp. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
	long sum = 0;
	int most = 0;
	omp_set_num_threads(3);
#pragma omp parallel for reduction(+ : sum) reduction(max : most)
	for (int i = 0; i < 1000; i++) {
		sum += i;
		if (omp_get_num_threads() > most)
			most = omp_get_num_threads();
	}
	printf("%ld by %d\n", sum, most);
	return !(sum == 499500 && most == 3);
}
