//! The quantiles of a Beta distribution.

/// The interval that leaves 5% on either side of a Beta(alpha, beta) variable.
pub(crate) fn ninety_percent(alpha: f64, beta: f64) -> [f64; 2] {
    [0.05, 0.95].map(|share| quantile(share, alpha, beta))
}

/// By bisection: sure, and fast enough for a page that a person reads.
fn quantile(share: f64, alpha: f64, beta: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if below(middle, alpha, beta) < share { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The probability below x: the regularized incomplete beta function (DLMF 8.17).
fn below(x: f64, alpha: f64, beta: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front =
        (ln_gamma(alpha + beta) - ln_gamma(alpha) - ln_gamma(beta) + alpha * x.ln() + beta * (1.0 - x).ln()).exp();
    // The continued fraction converges fast on this side of the mean, its mirror image on the other.
    match x < (alpha + 1.0) / (alpha + beta + 2.0) {
        true => front * fraction(x, alpha, beta) / alpha,
        false => 1.0 - front * fraction(1.0 - x, beta, alpha) / beta,
    }
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let kept = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / kept(1.0 - (a + b) * x / (a + 1.0)));
    let mut product = d;
    for step in 1..300 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = product;
        for term in [even, odd] {
            d = 1.0 / kept(1.0 + term * d);
            c = kept(1.0 + term / c);
            product *= c * d;
        }
        if (product / before - 1.0).abs() < 1e-14 {
            break;
        }
    }
    product
}

/// ln of the gamma function of a positive number: recurrence up to 10, then Stirling's series (DLMF 5.11.1).
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 10.0 {
        shift += x.ln();
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + (2.0 * std::f64::consts::PI).ln() / 2.0 + series - shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_those_in_closed_form() {
        // Beta(1, 1) is uniform; Beta(n, 1) has the distribution function x^n, Beta(1, n) 1 - (1 - x)^n.
        assert!((quantile(0.3, 1.0, 1.0) - 0.3).abs() < 1e-9);
        assert!((quantile(0.05, 4.0, 1.0) - 0.05_f64.powf(0.25)).abs() < 1e-9);
        assert!((quantile(0.95, 1.0, 60.0) - (1.0 - 0.05_f64.powf(1.0 / 60.0))).abs() < 1e-9);
        // Beta(1/2, 1/2) is the arcsine distribution.
        let arcsine = (0.05 * std::f64::consts::FRAC_PI_2).sin().powi(2);
        assert!((quantile(0.05, 0.5, 0.5) - arcsine).abs() < 1e-9);
    }

    #[test]
    fn the_gamma_function_knows_its_factorials() {
        assert!((ln_gamma(11.0) - 3_628_800_f64.ln()).abs() < 1e-11);
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-11);
    }
}
