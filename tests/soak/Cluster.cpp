// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Cluster.h"

#include "tests/cluster/harness/Wait.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRandomGenerator>

#include <sys/mount.h>
#include <sys/stat.h>

namespace everbounce::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto requestPatience = 6s; ///< a node answers within five
constexpr auto settlePatience = 90s;
constexpr auto lookInterval = 300ms;
constexpr int looksAlike = 8;
constexpr quint16 port = 4000;

void writeSecret(const QString &name, const QByteArray &content)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written.", qPrintable(name));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// Empty where nothing came.
QJsonObject bodyOf(QNetworkReply &reply)
{
    return reply.isOpen() ? QJsonDocument::fromJson(reply.readAll()).object() : QJsonObject();
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->bounded(256));
    return bytes;
}

} // namespace

Cluster::Cluster(Hosts &hosts)
    : m_hosts(hosts)
    , m_token(randomBytes(24).toHex())
{
    const QString tokenFile = m_directory.filePath(QStringLiteral("token"));
    const QByteArray key = randomBytes(32);
    writeSecret(tokenFile, m_token);
    for (int host = 1; host <= hosts.count(); ++host) {
        const QString disk = m_directory.filePath(QString::number(host));
        QDir().mkpath(disk);
        if (::mount("tmpfs", QFile::encodeName(disk).constData(), "tmpfs", 0, "size=16m,mode=700") != 0)
            qFatal("No file system can be mounted here.");
        harness::NodeOptions options;
        options.name = QStringLiteral("host%1").arg(host);
        options.httpPort = port;
        options.listen = Hosts::addressOf(host);
        options.clusterName = QStringLiteral("soak");
        options.keyFile = QDir(disk).filePath(QStringLiteral("key"));
        writeSecret(options.keyFile, key);
        options.stateDir = disk;
        options.home = disk;
        options.networkNamespace = Hosts::namespaceOf(host);
        m_slumbers.push_back(
            std::make_unique<Slumber>(m_directory.filePath(QStringLiteral("asleep%1").arg(host))));
        options.environment = m_slumbers.back()->environment();
        options.more = {QStringLiteral("--operator-token-file"), tokenFile};
        m_nodes.push_back(std::make_unique<harness::NodeProcess>(options));
    }
}

Cluster::~Cluster()
{
    m_nodes.clear();
    for (int host = 1; host <= m_hosts.count(); ++host)
        ::umount2(QFile::encodeName(m_directory.filePath(QString::number(host))).constData(), MNT_DETACH);
}

void Cluster::setDiskFull(int index, bool isFull)
{
    QFile filler(m_directory.filePath(QStringLiteral("%1/filler").arg(index + 1)));
    if (!isFull) {
        filler.remove();
        return;
    }
    if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return;
    for (qsizetype piece = 1 << 20; piece > 0;) {
        if (filler.write(QByteArray(piece, 'x')) != piece)
            piece /= 2;
    }
}

void Cluster::suspend(int index)
{
    m_slumbers[std::size_t(index)]->begin(node(index).pid());
}

void Cluster::resume(int index)
{
    m_slumbers[std::size_t(index)]->end();
}

QUrl Cluster::url(int index, const QString &path) const
{
    return QUrl(
        QStringLiteral("http://%1:%2/api/v1/%3").arg(Hosts::addressOf(index + 1)).arg(port).arg(path));
}

void Cluster::command(int index, const QString &path, const QJsonObject &body, const QByteArray &key,
                      std::function<void(const Answer &)> done)
{
    QNetworkRequest request(url(index, path));
    request.setTransferTimeout(std::chrono::milliseconds(requestPatience).count());
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Authorization", "Bearer " + m_token);
    if (!key.isEmpty())
        request.setRawHeader("Idempotency-Key", key);
    QNetworkReply *reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done = std::move(done)] {
        reply->deleteLater();
        done({reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), bodyOf(*reply)});
    });
}

std::optional<Shown> Cluster::look(int index)
{
    QNetworkRequest request(url(index, QStringLiteral("cluster")));
    request.setTransferTimeout(std::chrono::milliseconds(requestPatience).count());
    QNetworkReply *reply = m_network.get(request);
    harness::waitUntil([reply] { return reply->isFinished(); });
    reply->deleteLater();
    const QJsonObject body = bodyOf(*reply);
    if (body.isEmpty())
        return std::nullopt;
    return Shown{quint64(body.value(QLatin1String("term")).toDouble()),
                 body.value(QLatin1String("holder")).toString(),
                 quint64(body.value(QLatin1String("revision")).toDouble()),
                 body.value(QLatin1String("nodes")).toArray().size()};
}

std::optional<Shown> Cluster::settle()
{
    const QDeadlineTimer deadline(settlePatience);
    std::optional<Shown> before;
    for (int alike = 0; !deadline.hasExpired();) {
        std::optional<Shown> one = look(0);
        for (int index = 1; index < size() && one; ++index)
            one = look(index) == one ? one : std::nullopt;
        const bool isWhole = one && !one->holder.isEmpty() && one->nodes == size();
        alike = isWhole && one == before ? alike + 1 : 0;
        before = one;
        if (alike == looksAlike)
            return one;
        harness::waitUntil([] { return false; }, lookInterval);
    }
    return std::nullopt;
}

QString Cluster::logs() const
{
    constexpr qsizetype lastLines = 40;
    QString text;
    for (const auto &node : m_nodes) {
        const QStringList lines = node->standardError().split(u'\n');
        text += QStringLiteral("---- %1: %2\n").arg(node->options().name, node->state()) +
                lines.mid(std::max<qsizetype>(lines.size() - lastLines, 0)).join(u'\n');
    }
    return text;
}

} // namespace everbounce::soak
