// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborValue>

#include <random>

namespace everbounce::fuzz {

/// Spoils what is well-formed, by a seed: the same one spoils the same way. Pure.
class Mutation
{
public:
    explicit Mutation(quint64 seed)
        : m_random(seed)
    {
    }

    /// A few bytes are turned, dropped, doubled, moved or added.
    QByteArray ofBytes(QByteArray bytes);

    /// A value somewhere in the tree is another one, of another type, missing, or there twice.
    QCborValue ofTree(const QCborValue &value);

    /// Uniform in 0…n−1.
    qsizetype below(qsizetype n);

private:
    QCborValue strange();
    QCborValue changed(const QCborValue &value, qsizetype depth);
    void spoil(QByteArray &bytes);

    std::mt19937_64 m_random;
};

/// How many rounds a test takes: EVERBOUNCE_FUZZ_ROUNDS, or 3000.
int rounds();

/// Where the seeds begin: EVERBOUNCE_FUZZ_SEED, or 1. A failing round names its own, to be tried alone.
quint64 firstSeed();

} // namespace everbounce::fuzz
