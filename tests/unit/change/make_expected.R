# Makes the studies in data/ and what R says of them:
#   Rscript make_expected.R        (in this folder; R with the packages survey and sandwich)
# The tests read the committed output; R is not needed to run them. Each line of expected.tsv is a study, the place of a
# figure in what `ruamkit analyse --json` prints of it, and R's figure with 17 digits.
suppressMessages({library(survey); library(sandwich)})
dir.create("data", FALSE)
setwd("data")
options(survey.lonely.psu = "fail", warn = -1)
out <- file("expected.tsv", "w")
cat("# ", R.version.string, ", survey ", format(packageVersion("survey")), ", sandwich ",
    format(packageVersion("sandwich")), "\n", sep = "", file = out)
put <- function(study, path, value) {
  stopifnot(length(value) == 1, is.finite(value))
  cat(study, "\t", path, "\t", sprintf("%.17g", value), "\n", sep = "", file = out)
}
save <- function(data, name) write.csv(data, name, row.names = FALSE, na = "", quote = FALSE, eol = "\n")

put_t <- function(study, at, test, mean_name = "difference", mean = unname(test$estimate[1])) {
  put(study, paste0(at, mean_name), mean)
  put(study, paste0(at, "se"), test$stderr)
  put(study, paste0(at, "ci95/0"), test$conf.int[1])
  put(study, paste0(at, "ci95/1"), test$conf.int[2])
  put(study, paste0(at, "t"), unname(test$statistic))
  put(study, paste0(at, "df"), unname(test$parameter))
  put(study, paste0(at, "p"), test$p.value)
}

put_paired <- function(study, at, pre, post) {
  both <- !is.na(pre) & !is.na(post)
  put(study, paste0(at, "n_pre"), sum(!is.na(pre)))
  put(study, paste0(at, "n_post"), sum(!is.na(post)))
  put(study, paste0(at, "n_paired"), sum(both))
  put(study, paste0(at, "mean_pre"), mean(pre, na.rm = TRUE))
  put(study, paste0(at, "mean_post"), mean(post, na.rm = TRUE))
  put(study, paste0(at, "sd_pre"), sd(pre, na.rm = TRUE))
  put(study, paste0(at, "sd_post"), sd(post, na.rm = TRUE))
  put(study, paste0(at, "mean_pre_paired"), mean(pre[both]))
  put(study, paste0(at, "mean_post_paired"), mean(post[both]))
  put(study, paste0(at, "sd_difference"), sd(post - pre, na.rm = TRUE))
  put(study, paste0(at, "d_z"), mean(post - pre, na.rm = TRUE) / sd(post - pre, na.rm = TRUE))
  put_t(study, at, t.test(post, pre, paired = TRUE))
  w <- wilcox.test(post, pre, paired = TRUE)
  put(study, paste0(at, "wilcoxon/v"), unname(w$statistic))
  put(study, paste0(at, "wilcoxon/p"), w$p.value)
  for (wave in c("pre", "post")) {
    q <- quantile(get(wave), na.rm = TRUE)
    names <- c("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
    for (i in 1:5) put(study, paste0(at, wave, "/", names[i]), q[[i]])
  }
}

put_mcnemar <- function(study, at, pre, post) {
  both <- !is.na(pre) & !is.na(post)
  table <- table(factor(pre[both], c(FALSE, TRUE)), factor(post[both], c(FALSE, TRUE)))
  put(study, paste0(at, "n"), sum(both))
  put(study, paste0(at, "share_pre"), mean(pre[both]))
  put(study, paste0(at, "share_post"), mean(post[both]))
  put(study, paste0(at, "lost"), table[2, 1])
  put(study, paste0(at, "gained"), table[1, 2])
  yes <- mcnemar.test(table); no <- mcnemar.test(table, correct = FALSE)
  put(study, paste0(at, "mcnemar/statistic"), unname(yes$statistic))
  put(study, paste0(at, "mcnemar/p"), yes$p.value)
  put(study, paste0(at, "mcnemar/statistic_uncorrected"), unname(no$statistic))
  put(study, paste0(at, "mcnemar/p_uncorrected"), no$p.value)
  exact <- binom.test(table[1, 2], table[1, 2] + table[2, 1])$p.value
  put(study, paste0(at, "mcnemar/p_exact"), exact)
  exact
}

## Published data -----------------------------------------------------------------------------------------------------

# Student's sleep data (Cushny and Peebles 1905; ?sleep), the example of ?t.test.
save(data.frame(id = 1:10, extra = sleep$extra[sleep$group == 1]), "sleep_pre.csv")
save(data.frame(id = 1:10, extra = sleep$extra[sleep$group == 2]), "sleep_post.csv")
put_paired("sleep", "items/extra/", sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2])

# Depression scale before and after therapy (Hollander and Wolfe 1973, 29f; the example of ?wilcox.test).
x <- c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
y <- c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
save(data.frame(id = 1:9, depression = x), "depression_pre.csv")
save(data.frame(id = 1:9, depression = y), "depression_post.csv")
put_paired("depression", "items/depression/", x, y)

# Approval ratings of 1,600 people in two surveys (Agresti 1990, p. 350; the example of ?mcnemar.test).
pre <- rep(c(1, 0, 1, 0), c(794, 86, 150, 570)); post <- rep(c(1, 1, 0, 0), c(794, 86, 150, 570))
save(data.frame(id = seq_along(pre), approval = pre), "approval_pre.csv")
save(data.frame(id = seq_along(post), approval = post), "approval_post.csv")
put_paired("approval", "items/approval/", pre, post)
invisible(put_mcnemar("approval", "items/approval/agree/", pre == 1, post == 1))

# Counts of two groups (Agresti 2007, p. 39; the example of ?chisq.test), and smaller tables with Yates's correction.
put_table <- function(name, counts) {
  plain <- chisq.test(counts, correct = FALSE)
  put("counts", paste0(name, "/statistic"), unname(plain$statistic))
  put("counts", paste0(name, "/df"), unname(plain$parameter))
  put("counts", paste0(name, "/p"), plain$p.value)
  put("counts", paste0(name, "/smallest_expected"), min(plain$expected))
  if (all(dim(counts) == 2)) {
    yates <- chisq.test(counts)
    put("counts", paste0(name, "/yates"), unname(yates$statistic))
    put("counts", paste0(name, "/p_yates"), yates$p.value)
  }
}
put_table("party", rbind(c(762, 327, 468), c(484, 239, 477)))
put_table("two_by_two", rbind(c(12, 5), c(7, 14)))
put_table("nearly_even", rbind(c(10, 10), c(10, 11)))
put_table("small_p", rbind(c(900, 100), c(300, 700)))
fit <- chisq.test(c(89, 37, 30, 28, 2), p = c(40, 20, 20, 15, 5), rescale.p = TRUE)
put("counts", "fit/statistic", unname(fit$statistic)); put("counts", "fit/p", fit$p.value)

# Correction for many tests, with ties, ones and values that are not defined.
p <- c(0.01, 0.02, 0.03, 0.04, 0.05, NA, 0.04, 1, 1e-12, 0.7)
for (i in which(!is.na(p))) {
  put("p_adjust", paste0("holm/", i - 1), p.adjust(p, "holm")[i])
  put("p_adjust", paste0("bh/", i - 1), p.adjust(p, "BH")[i])
}

# The exact distribution of the signed rank, far into its tails.
for (n in c(1, 2, 5, 10, 25, 49)) for (v in unique(round(c(0, 1, n * (n + 1) / 8, n * (n + 1) / 4, n * (n + 1) / 2))))
  put("psignrank", paste0(n, "/", v), psignrank(v, n))

# Tails of the distributions.
for (df in c(1, 2.5, 9, 40, 9999)) for (t in c(0, 0.1, 2, 12, 60)) put("student", paste0(df, "/", t), 2 * pt(-t, df))
for (df in c(1, 2.5, 9, 9999)) put("student_quantile", paste0(df), qt(0.975, df))
for (df in c(1, 4, 30)) for (x in c(0, 0.5, 20, 300)) put("chi_squared", paste0(df, "/", x), pchisq(x, df, lower.tail = FALSE))
for (df in c(3, 17.25)) for (f in c(0.2, 3, 80)) put("f", paste0(df, "/", f), pf(f, 4, df, lower.tail = FALSE))

## A forum of 140 people, made with a seed ------------------------------------------------------------------------------

set.seed(2541, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
n <- 140
people <- data.frame(id = sprintf("p%03d", 1:n), gender = sample(c("f", "m"), n, TRUE, c(0.55, 0.45)),
                     age = sample(c("18-34", "35-59", "60+"), n, TRUE, c(0.25, 0.45, 0.3)))
people$gender[c(17, 90)] <- NA
people$weight <- round(runif(n, 0.4, 2.5), 3)
table <- sample(sprintf("t%d", 1:12), n, TRUE)
shift <- rnorm(12, 0.6, 0.8)[as.integer(sub("t", "", table))]
scale <- function(x) pmin(10, pmax(0, round(x)))
letter <- function(right, chance) ifelse(runif(n) < chance, right, sample(c("a", "b", "c", "d"), n, TRUE))
pre <- post <- people[, c("id", "gender", "age", "weight")]
post$table <- table
for (i in 1:5) {
  base <- rnorm(n, 5 + (i - 3) / 2, 2)
  pre[[paste0("q", i)]] <- scale(base)
  post[[paste0("q", i)]] <- scale(base + shift * c(1, 0.3, 0, -0.6, 0.1)[i] + rnorm(n, 0, 1.4))
}
pre$fine <- round(rnorm(n, 50, 10), 6); post$fine <- round(pre$fine + rnorm(n, 2, 8), 6)
pre$few <- round(rnorm(n, 0, 1), 7); post$few <- round(pre$few + rnorm(n, 0.3, 1), 7)
pre$few[-(1:31)] <- NA
pre$yes <- ifelse(runif(n) < 0.4, "yes", "no"); post$yes <- ifelse(runif(n) < 0.55, "yes", "no")
for (k in 1:4) {
  pre[[paste0("k", k)]] <- letter("b", 0.2 + k / 20); post[[paste0("k", k)]] <- letter("b", 0.45 + k / 20)
}
pre$s1 <- sample(c("bus", "rail", "road"), n, TRUE); post$s1 <- sample(c("bus", "rail", "road"), n, TRUE, c(0.2, 0.5, 0.3))
items <- c(paste0("q", 1:5), "fine", "few", "yes", paste0("k", 1:4), "s1")
for (name in items) {
  pre[[name]][sample(n, 5)] <- NA
  post[[name]][sample(n, 6)] <- NA
}
pre[5, items] <- NA                      # came to neither survey, though on both lists
post[5, items] <- NA
pre <- pre[-sample(n, 8), ]              # joined late
post <- post[-sample(n, 35), ]           # did not come to the end
save(pre, "forum_pre.csv"); save(post, "forum_post.csv")
targets <- data.frame(stratum = c("gender", "gender", "age", "age", "age"), value = c("f", "m", "18-34", "35-59", "60+"),
                      share = c(0.512, 0.488, 0.29, 0.43, 0.28))
save(targets, "forum_targets.csv")
writeLines(c('{"items": [',
  paste0('  {"id": "q', 1:5, '", "kind": "scale", "min": 0, "max": 10, "agree_threshold": 6},'),
  '  {"id": "fine", "kind": "scale"},', '  {"id": "few", "kind": "scale"},', '  {"id": "yes", "kind": "yes_no"},',
  paste0('  {"id": "k', 1:4, '", "kind": "single", "correct": "b", "role": "knowledge"},'),
  '  {"id": "s1", "kind": "single"}', ']}'), "forum_items.json")
m <- 60
control <- data.frame(id = sprintf("c%02d", 1:m))
control_post <- control
for (name in c(paste0("q", 1:5), "fine")) {
  control[[name]] <- if (name == "fine") round(rnorm(m, 50, 9), 5) else scale(rnorm(m, 5, 2))
  control_post[[name]] <- if (name == "fine") round(control[[name]] + rnorm(m), 5) else scale(control[[name]] + rnorm(m, 0.1, 1))
}
control_post <- control_post[-(1:4), ]
save(control, "forum_control_pre.csv"); save(control_post, "forum_control_post.csv")

# One row a person, both waves side by side.
ids <- c(pre$id, setdiff(post$id, pre$id))
A <- pre[match(ids, pre$id), ]; B <- post[match(ids, post$id), ]
took_pre <- rowSums(!is.na(A[, items])) > 0; took_post <- rowSums(!is.na(B[, items])) > 0
first <- function(a, b) ifelse(is.na(a), b, a)
gender <- first(A$gender, B$gender); age <- first(A$age, B$age); weight <- first(A$weight, B$weight)
score <- function(wave, name) {
  x <- wave[[name]]
  if (name == "yes") as.numeric(x == "yes") else if (grepl("^k", name)) as.numeric(x == "b") else x
}
numeric <- setdiff(items, "s1")
p_t <- p_w <- p_h <- p_exact <- p_did <- c()

raking <- rake(svydesign(~1, data = data.frame(gender, age)[took_post & !is.na(gender) & !is.na(age), ], weights = ~1),
               list(~gender, ~age), list(data.frame(gender = c("f", "m"), Freq = c(0.512, 0.488)),
               data.frame(age = c("18-34", "35-59", "60+"), Freq = c(0.29, 0.43, 0.28))),
               control = list(maxit = 500, epsilon = 1e-16, verbose = FALSE))
raked <- rep(NA, length(ids))
raked[took_post & !is.na(gender) & !is.na(age)] <- weights(raking) / mean(weights(raking))
for (i in which(!is.na(raked))) put("forum", paste0("weights/people/", ids[i]), raked[i])
r <- raked[!is.na(raked)]
put("forum", "weights/design_effect", length(r) * sum(r^2) / sum(r)^2)
put("forum", "weights/n_effective", sum(r)^2 / sum(r^2))

put_weighted <- function(study, at, a, b, w) {
  ok <- !is.na(a) & !is.na(b) & !is.na(w)
  design <- svydesign(~1, data = data.frame(a, b, d = b - a)[ok, ], weights = w[ok])
  m <- svymean(~d, design)
  put(study, paste0(at, "n_paired"), sum(ok))
  put(study, paste0(at, "mean_pre"), coef(svymean(~a, design))[[1]])
  put(study, paste0(at, "mean_post"), coef(svymean(~b, design))[[1]])
  put(study, paste0(at, "difference"), coef(m)[[1]])
  put(study, paste0(at, "se"), SE(m)[[1]])
  ci <- confint(m, df = degf(design))
  put(study, paste0(at, "ci95/0"), ci[1]); put(study, paste0(at, "ci95/1"), ci[2])
  put(study, paste0(at, "p"), 2 * pt(-abs(coef(m)[[1]] / SE(m)[[1]]), degf(design)))
}

put_tables <- function(at, a, b, tables, middle) {
  ok <- !is.na(a) & !is.na(b) & !is.na(tables)
  a <- a[ok]; b <- b[ok]; g <- factor(tables[ok]); d <- b - a
  for (which in c("pre", "post", "difference")) {
    v <- switch(which, pre = a, post = b, difference = d)
    table <- summary(aov(v ~ g))[[1]]
    ms <- table[["Mean Sq"]]
    sizes <- as.vector(base::table(g))
    k <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)
    icc <- (ms[1] - ms[2]) / (ms[1] + (k - 1) * ms[2])
    here <- paste0(at, "icc_", which, "/")
    put("forum", paste0(here, "icc"), icc)
    put("forum", paste0(here, "f"), table[["F value"]][1])
    put("forum", paste0(here, "p"), table[["Pr(>F)"]][1])
    put("forum", paste0(here, "group_size"), k)
    put("forum", paste0(here, "design_effect"), 1 + (k - 1) * icc)
  }
  fit <- lm(d ~ 1)
  se <- sqrt(vcovCL(fit, cluster = g, type = "HC1")[1, 1]); G <- nlevels(g); t <- coef(fit)[[1]] / se
  put("forum", paste0(at, "cluster_robust/difference"), coef(fit)[[1]])
  put("forum", paste0(at, "cluster_robust/se"), se)
  put("forum", paste0(at, "cluster_robust/t"), t)
  put("forum", paste0(at, "cluster_robust/df"), G - 1)
  put("forum", paste0(at, "cluster_robust/p"), 2 * pt(-abs(t), G - 1))
  put("forum", paste0(at, "cluster_robust/ci95/0"), coef(fit)[[1]] - qt(0.975, G - 1) * se)
  narrower <- tapply(a, g, sd) - tapply(b, g, sd); narrower <- narrower[!is.na(narrower)]
  put_t("forum", paste0(at, "homogenisation/"), t.test(narrower), "mean")
  put("forum", paste0(at, "homogenisation/narrowed"), sum(narrower > 0))
  before <- tapply(a, g, mean); after <- tapply(b, g, mean)
  put("forum", paste0(at, "between_tables/sd_pre"), sd(before)); put("forum", paste0(at, "between_tables/sd_post"), sd(after))
  if (!is.na(middle)) {
    away <- (sign(before - middle) * (after - before))[before != middle]
    put_t("forum", paste0(at, "polarisation/"), t.test(away), "mean")
    put("forum", paste0(at, "polarisation/to_extreme"), sum(away > 0))
  }
}

heterogeneity <- list(gender = c(), age = c())
for (name in numeric) {
  at <- paste0("items/", name, "/")
  a <- score(A, name); b <- score(B, name); d <- b - a
  put_paired("forum", at, a, b)
  p_t[name] <- t.test(b, a, paired = TRUE)$p.value
  p_w[name] <- wilcox.test(b, a, paired = TRUE)$p.value
  bound <- if (grepl("^q", name)) 6 else if (name %in% c("fine", "few")) NA else 1
  if (!is.na(bound)) p_exact[name] <- put_mcnemar("forum", paste0(at, "agree/"), a >= bound, b >= bound)
  put("forum", paste0(at, "pre/no_opinion_share"), mean(is.na(a[took_pre])))
  put("forum", paste0(at, "post/no_opinion_share"), mean(is.na(b[took_post])))
  for (stratum in c("gender", "age")) {
    by <- get(stratum)
    for (value in sort(unique(by[!is.na(by)]))) {
      here <- paste0(at, "strata/", stratum, "/values/", value, "/")
      put_t("forum", here, t.test(b[which(by == value)], a[which(by == value)], paired = TRUE))
      put("forum", paste0(here, "sd_difference"), sd(d[which(by == value)], na.rm = TRUE))
    }
    one_way <- oneway.test(d ~ factor(by))
    put("forum", paste0(at, "strata/", stratum, "/heterogeneity/f"), unname(one_way$statistic))
    put("forum", paste0(at, "strata/", stratum, "/heterogeneity/df_within"), unname(one_way$parameter[2]))
    put("forum", paste0(at, "strata/", stratum, "/heterogeneity/p"), one_way$p.value)
    heterogeneity[[stratum]][name] <- one_way$p.value
  }
  put_weighted("forum", paste0(at, "weighted/"), a, b, raked)
  put_weighted("weighted", paste0(at, "weighted/"), a, b, ifelse(took_post, weight, NA))
  put_tables(paste0("groups/items/", name, "/"), a, b, B$table, if (grepl("^q", name)) 5 else NA)
  if (name %in% names(control)) {
    c_a <- control[[name]][match(control_post$id, control$id)]; c_d <- control_post[[name]] - c_a
    did <- t.test(d[!is.na(d)], c_d)
    put_t("forum", paste0(at, "difference_in_differences/"), did, "estimate", unname(did$estimate[1] - did$estimate[2]))
    p_did[name] <- did$p.value
  }
  came <- a[took_post & !is.na(a)]; away <- a[took_pre & !took_post & !is.na(a)]
  here <- paste0("representativeness/items/", name, "/")
  w <- t.test(came, away)
  put_t("forum", here, w, "difference", unname(w$estimate[1] - w$estimate[2]))
  put("forum", paste0(here, "standardised_difference"), (mean(came) - mean(away)) / sqrt((var(came) + var(away)) / 2))
  p_h[name] <- w$p.value
}
for (name in numeric) {
  at <- paste0("items/", name, "/")
  put("forum", paste0(at, "p_holm"), p.adjust(p_t, "holm")[[name]])
  put("forum", paste0(at, "p_bh"), p.adjust(p_t, "BH")[[name]])
  put("forum", paste0(at, "wilcoxon/p_holm"), p.adjust(p_w, "holm")[[name]])
  put("forum", paste0(at, "wilcoxon/p_bh"), p.adjust(p_w, "BH")[[name]])
  if (name %in% names(p_exact)) put("forum", paste0(at, "agree/mcnemar/p_exact_holm"), p.adjust(p_exact, "holm")[[name]])
  if (name %in% names(p_did)) put("forum", paste0(at, "difference_in_differences/p_holm"), p.adjust(p_did, "holm")[[name]])
  for (stratum in c("gender", "age"))
    put("forum", paste0(at, "strata/", stratum, "/heterogeneity/p_holm"), p.adjust(heterogeneity[[stratum]], "holm")[[name]])
  put("forum", paste0("representativeness/items/", name, "/p_holm"), p.adjust(p_h, "holm")[[name]])
}
for (option in c("bus", "rail", "road"))
  put_mcnemar("forum", paste0("items/s1/options/", option, "/"), A$s1 == option, B$s1 == option)

# The knowledge index: a blank of somebody who took the survey is not right.
index <- function(wave, took) ifelse(took, rowMeans(sapply(paste0("k", 1:4), function(k) { x <- score(wave, k); ifelse(is.na(x), 0, x) })), NA)
put_paired("forum", "knowledge/", index(A, took_pre), index(B, took_post))

for (stratum in c("gender", "age")) {
  by <- factor(get(stratum)); at <- paste0("representativeness/strata/", stratum, "/")
  came <- as.vector(base::table(by[took_post])); away <- as.vector(base::table(by[took_pre & !took_post]))
  test <- chisq.test(rbind(came, away), correct = FALSE)
  put("forum", paste0(at, "against_non_participants/statistic"), unname(test$statistic))
  put("forum", paste0(at, "against_non_participants/p"), test$p.value)
  if (stratum == "gender") put("forum", paste0(at, "against_non_participants/p_yates"), chisq.test(rbind(came, away))$p.value)
  shares <- targets$share[targets$stratum == stratum]
  test <- chisq.test(came, p = shares)
  put("forum", paste0(at, "against_population/statistic"), unname(test$statistic))
  put("forum", paste0(at, "against_population/p"), test$p.value)
  for (i in seq_along(shares)) {
    p <- came[i] / sum(came); q <- away[i] / sum(away); s <- shares[i]
    here <- paste0(at, "values/", levels(by)[i], "/")
    put("forum", paste0(here, "participants"), came[i])
    put("forum", paste0(here, "standardised_difference"), (p - q) / sqrt((p * (1 - p) + q * (1 - q)) / 2))
    put("forum", paste0(here, "standardised_difference_population"), (p - s) / sqrt((p * (1 - p) + s * (1 - s)) / 2))
    put("forum", paste0(here, "weighted_share"), s)
  }
}
put("forum", "waves/pre", sum(took_pre)); put("forum", "waves/post", sum(took_post))
put("forum", "waves/both", sum(took_pre & took_post))
close(out)
