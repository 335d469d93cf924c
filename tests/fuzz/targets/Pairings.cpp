// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingExchange.h"
#include "tests/fuzz/targets/Targets.h"

namespace everbounce::fuzz {
namespace {

const ClusterMembership membership{QStringLiteral("theirs"), QByteArray(32, 'K'), 40001};
const QByteArray secret(16, 'S');

/// Somebody between an inviter and a newcomer, who delivers, alters, repeats and makes up what they say, as
/// the bytes of the input tell. People compare digits, and say what they see.
class Between
{
public:
    Between(const QByteArray &input, bool byLine)
        : m_input(input)
        , m_newcomer(PairingExchange::newcomer(QStringLiteral("newcomer"), byLine ? secret : QByteArray()))
    {
        note(m_newcomer.begin(), m_toInviter);
    }

    void run()
    {
        while (m_at < m_input.size()) {
            step(next());
            check();
        }
    }

private:
    static PairingExchange::Inviting inviting()
    {
        return {[] { return membership; },
                [](const QByteArray &) -> std::variant<QByteArray, PairingEnd> { return secret; },
                [](const QByteArray &) { return std::optional<PairingEnd>(); },
                [] { return std::optional<PairingEnd>(); }, QStringLiteral("inviter")};
    }

    quint8 next() { return m_at < m_input.size() ? quint8(m_input[m_at++]) : 0; }

    void step(quint8 what)
    {
        const bool isForInviter = what & 1;
        QList<QByteArray> &queue = isForInviter ? m_toInviter : m_toNewcomer;
        switch ((what >> 1) & 3) {
        case 0:
            if (!queue.isEmpty())
                deliver(queue.takeFirst(), isForInviter);
            break;
        case 1:
            if (!queue.isEmpty())
                deliver(altered(queue.takeFirst()), isForInviter);
            break;
        case 2:
            if (what & 8)
                compare();
            else if (!m_heard.isEmpty())
                deliver(m_heard[next() % m_heard.size()], isForInviter);
            break;
        case 3:
            const qsizetype length = next();
            deliver(m_input.mid(m_at, length), isForInviter);
            m_at += length;
            break;
        }
    }

    QByteArray altered(QByteArray message)
    {
        const qsizetype at = next() | (next() << 8);
        message[at % message.size()] = char(message[at % message.size()] ^ next());
        return message;
    }

    void deliver(const QByteArray &message, bool toInviter)
    {
        if (toInviter)
            note(m_inviter.receive(message), m_toNewcomer);
        else
            note(m_newcomer.receive(message), m_toInviter);
    }

    void compare()
    {
        const bool same = !m_inviter.digits().isEmpty() && m_inviter.digits() == m_newcomer.digits();
        m_haveCompared = m_haveCompared || same;
        note(m_inviter.answer(same), m_toNewcomer);
        note(m_newcomer.answer(same), m_toInviter);
    }

    void note(const PairingExchange::Outcome &outcome, QList<QByteArray> &queue)
    {
        for (const QByteArray &message : outcome.send) {
            promise(message.size() <= PairingExchange::maxMessageBytes, "messages are short");
            promise(!message.contains(membership.key) && !message.contains(secret),
                    "no secret travels in clear");
            queue << message;
            m_heard << message;
        }
    }

    void check() const
    {
        if (const auto &gained = m_newcomer.gained()) {
            promise(*gained == membership, "a newcomer gets the inviter's key or none");
            promise(!m_newcomer.isByDigits() || m_haveCompared,
                    "nobody gains a key whose digits nobody compared");
        }
    }

    const QByteArray m_input;
    qsizetype m_at = 1;
    PairingExchange m_inviter{inviting()};
    PairingExchange m_newcomer;
    QList<QByteArray> m_toInviter;
    QList<QByteArray> m_toNewcomer;
    QList<QByteArray> m_heard;
    bool m_haveCompared = false;
};

} // namespace

/// The first byte says whether they pair by a line.
void runPairing(const QByteArray &input)
{
    if (!input.isEmpty())
        Between(input, input[0] & 1).run();
}

} // namespace everbounce::fuzz
