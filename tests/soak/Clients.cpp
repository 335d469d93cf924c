// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Clients.h"

#include <QTimer>

namespace everbounce::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto pauseBetween = 100ms; ///< two commands of one client, at most
constexpr auto pauseBeforeAnotherTry = 50ms;
constexpr int mostTries = 400;

/// Each tenth command selects a behaviour, the others nudge.
bool isChoice(const QByteArray &id)
{
    return id.endsWith('0');
}

} // namespace

Clients::Clients(Cluster &cluster, int count, quint64 seed)
    : m_cluster(cluster)
    , m_random(seed)
    , m_next(std::size_t(count), 0)
{
    for (int client = 0; client < count; ++client)
        giveNext(client);
}

QString Clients::pathOf(const QByteArray &id)
{
    return isChoice(id) ? QStringLiteral("behavior") : QStringLiteral("nudge");
}

QJsonObject Clients::bodyOf(const QByteArray &id)
{
    if (!isChoice(id))
        return {};
    const bool isFirst = id.size() % 2 == 0;
    return {
        {QStringLiteral("name"), isFirst ? QStringLiteral("MirrorJump") : QStringLiteral("RandomRebound")}};
}

void Clients::giveNext(int client)
{
    if (m_stopped)
        return;
    const QByteArray id =
        QByteArray::number(client) + '-' + QByteArray::number(m_next[std::size_t(client)]++);
    ++m_given;
    ++m_open;
    QElapsedTimer since;
    since.start();
    give(id, since, 0);
}

void Clients::give(const QByteArray &id, const QElapsedTimer &since, int tries)
{
    const int client = id.left(id.indexOf('-')).toInt();
    const int asked = int(m_random.below(std::uint64_t(m_cluster.size())));
    m_cluster.command(asked, pathOf(id), bodyOf(id), id, [=, this](const Answer &answer) {
        if (answer.status == 200) {
            m_acknowledged.insert(
                id, {answer.number("term"), answer.number("revision"), int(answer.number("copies"))});
            m_order.append(id);
            m_longest = std::max(m_longest, since.elapsed());
        } else if (answer.status != 0 && answer.status != 429 && answer.status < 500) {
            oddities.append(QStringLiteral("%1: %2").arg(QString::fromLatin1(id)).arg(answer.status));
        } else if (tries < mostTries) {
            QTimer::singleShot(pauseBeforeAnotherTry, this, [=, this] { give(id, since, tries + 1); });
            return;
        }
        --m_open;
        const auto pause = std::chrono::milliseconds(m_random.below(std::uint64_t(pauseBetween.count())));
        QTimer::singleShot(pause, this, [=, this] { giveNext(client); });
    });
}

} // namespace everbounce::soak
