/* Random's methods for real numbers of a distribution. */
#include "modules/random/methods.h"

#include "object/error.h"
#include "object/float.h"
#include "object/operators.h"

#include <math.h>

/* Real arguments; what was left out keeps the value that is there. */
static bool numbers(Thread *thread, const Arguments *args, double *out, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (args->items[i] != UNBOUND && !value_to_double(thread, args->items[i], &out[i])) return false;
    return true;
}

Value random_call_uniform(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0};
    if (!numbers(thread, args, x, 2)) return RAISED;
    return value_from_float(x[0] + (x[1] - x[0]) * random_double(value_random(self)));
}

Value random_call_triangular(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0, 1}, mode = 0;
    bool has_mode = args->items[2] != UNBOUND && args->items[2] != NONE;
    if (!numbers(thread, args, x, 2) || (has_mode && !value_to_double(thread, args->items[2], &mode))) return RAISED;
    double u = random_double(value_random(self)), low = x[0], high = x[1];
    if (has_mode && high == low) return args->items[0];
    double c = has_mode ? (mode - low) / (high - low) : 0.5;
    if (u > c) {
        u = 1 - u;
        c = 1 - c;
        low = x[1];
        high = x[0];
    }
    return value_from_float(low + (high - low) * sqrt(u * c));
}

/* By the ratio of two uniform numbers (Kinderman and Monahan). */
static double normal(Random *random, double mu, double sigma) {
    const double magic = 4 * exp(-0.5) / sqrt(2.0);
    for (;;) {
        double u = random_double(random), v = 1.0 - random_double(random);
        double z = magic * (u - 0.5) / v;
        if (z * z / 4.0 <= -log(v)) return mu + z * sigma;
    }
}

Value random_call_normalvariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0, 1};
    if (!numbers(thread, args, x, 2)) return RAISED;
    return value_from_float(normal(value_random(self), x[0], x[1]));
}

Value random_call_lognormvariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0, 1};
    if (!numbers(thread, args, x, 2)) return RAISED;
    return value_from_float(exp(normal(value_random(self), x[0], x[1])));
}

/* Pairs (Box and Muller); the second one waits for the next call. */
static double standard_gauss(Random *random) {
    object_lock(&random->object);
    bool waiting = random->has_gauss;
    double number = random->gauss;
    random->has_gauss = false;
    object_unlock(&random->object);
    if (waiting) return number;
    double angle = random_double(random) * 2 * M_PI;
    double radius = sqrt(-2.0 * log(1.0 - random_double(random)));
    object_lock(&random->object);
    random->gauss = sin(angle) * radius;
    random->has_gauss = true;
    object_unlock(&random->object);
    return cos(angle) * radius;
}

Value random_call_gauss(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0, 1};
    if (!numbers(thread, args, x, 2)) return RAISED;
    return value_from_float(x[0] + standard_gauss(value_random(self)) * x[1]);
}

Value random_call_expovariate(Thread *thread, Value self, const Arguments *args) {
    double rate = 1;
    if (!numbers(thread, args, &rate, 1)) return RAISED;
    double number = -log(1.0 - random_double(value_random(self)));
    if (rate == 0) return raise_error(thread, &zero_division_error, "float division by zero");
    return value_from_float(number / rate);
}

/* ---- gamma and beta ---- */

/* Cheng's method. */
static double gamma_above_one(Random *random, double alpha, double beta) {
    const double magic = 1.0 + log(4.5);
    double inverse = sqrt(2.0 * alpha - 1.0), b = alpha - log(4.0), c = alpha + inverse;
    for (;;) {
        double u = random_double(random);
        if (!(1e-7 < u && u < 0.9999999)) continue;
        double w = 1.0 - random_double(random);
        double v = log(u / (1.0 - u)) / inverse, x = alpha * exp(v);
        double z = u * u * w, r = b + c * v - x;
        if (r + magic - 4.5 * z >= 0.0 || r >= log(z)) return x * beta;
    }
}

/* Ahrens and Dieter's method. */
static double gamma_below_one(Random *random, double alpha, double beta) {
    for (;;) {
        double u = random_double(random), b = (M_E + alpha) / M_E, p = b * u;
        double x = p <= 1.0 ? pow(p, 1.0 / alpha) : -log((b - p) / alpha);
        double w = random_double(random);
        if (p > 1.0 ? w <= pow(x, alpha - 1.0) : w <= exp(-x)) return x * beta;
    }
}

static double gamma_number(Random *random, double alpha, double beta) {
    if (alpha > 1) return gamma_above_one(random, alpha, beta);
    if (alpha == 1) return -log(1.0 - random_double(random)) * beta;
    return gamma_below_one(random, alpha, beta);
}

static Value gamma_error(Thread *thread) {
    return raise_value(thread, "gammavariate: alpha and beta must be > 0.0");
}

Value random_call_gammavariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0};
    if (!numbers(thread, args, x, 2)) return RAISED;
    if (x[0] <= 0 || x[1] <= 0) return gamma_error(thread);
    return value_from_float(gamma_number(value_random(self), x[0], x[1]));
}

Value random_call_betavariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0};
    if (!numbers(thread, args, x, 2)) return RAISED;
    if (x[0] <= 0 || x[1] <= 0) return gamma_error(thread);
    double y = gamma_number(value_random(self), x[0], 1.0);
    return value_from_float(y == 0 ? 0.0 : y / (y + gamma_number(value_random(self), x[1], 1.0)));
}

Value random_call_paretovariate(Thread *thread, Value self, const Arguments *args) {
    double alpha = 0;
    if (!numbers(thread, args, &alpha, 1)) return RAISED;
    return value_from_float(pow(1.0 - random_double(value_random(self)), -1.0 / alpha));
}

Value random_call_weibullvariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0};
    if (!numbers(thread, args, x, 2)) return RAISED;
    return value_from_float(x[0] * pow(-log(1.0 - random_double(value_random(self))), 1.0 / x[1]));
}

Value random_call_vonmisesvariate(Thread *thread, Value self, const Arguments *args) {
    double x[2] = {0}, z, d;
    if (!numbers(thread, args, x, 2)) return RAISED;
    Random *random = value_random(self);
    double mu = x[0], kappa = x[1];
    if (kappa <= 1e-6) return value_from_float(2 * M_PI * random_double(random));
    double s = 0.5 / kappa, r = s + sqrt(1.0 + s * s), w;
    do {
        z = cos(M_PI * random_double(random));
        d = z / (r + z);
        w = random_double(random);
    } while (!(w < 1.0 - d * d || w <= (1.0 - d) * exp(d)));
    double q = 1.0 / r, angle = acos((q + z) / (1.0 + q * z));
    double theta = random_double(random) > 0.5 ? mu + angle : mu - angle;
    return value_from_float(float_modulo(theta, 2 * M_PI));
}
