// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdClient.h"

#include <QNetworkProxy>

#include <utility>

namespace everbounce::etcd {
namespace {

using namespace std::chrono_literals;

/// How often members are asked how they are, for people.
constexpr auto lookInterval = 5s;
/// An answer beyond this is no answer: some kilobytes are usual.
constexpr qint64 mostBytes = 16 * 1024 * 1024;

Failure failureOf(const QNetworkReply &reply)
{
    // That this side's certificate is refused comes as an alert, after the handshake.
    const bool isDenied = reply.error() == QNetworkReply::SslHandshakeFailedError ||
                          reply.errorString().contains(QLatin1String("SSL routines"));
    const QString why = reply.error() == QNetworkReply::OperationCanceledError
                            ? QStringLiteral("no answer from %1").arg(reply.url().authority())
                            : reply.errorString();
    return {isDenied ? Failure::Kind::Denied : Failure::Kind::Unreachable, why.left(200).toStdString()};
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

EtcdClient::EtcdClient(const Access &access, const QByteArray &prefix, QObject *parent)
    : QObject(parent)
    , m_access(access)
    , m_prefix(prefix)
    , m_places(std::size_t(access.members.size()))
    , m_hasToken(access.user.isEmpty())
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_watchNetwork.setProxy(QNetworkProxy::NoProxy);
    for (const QUrl &url : access.members)
        m_members << Member{url};
    m_look.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_look, &QTimer::timeout, this, &EtcdClient::look);
}

EtcdClient::~EtcdClient()
{
    stop();
}

void EtcdClient::start()
{
    m_runs = true;
    m_look.start(lookInterval);
    look();
}

void EtcdClient::stop()
{
    m_runs = false;
    m_look.stop();
    m_waiting.clear();
    endWatch();
}

/// A connection keeps the certificates that it was made with. Whatever is on its way there fails by its
/// time-out.
void EtcdClient::setAccess(const Access &access)
{
    if (access.tls != m_access.tls) {
        m_network.clearConnectionCache();
        m_watchNetwork.clearConnectionCache();
    }
    m_access = access;
    m_token.clear();
    m_hasToken = access.user.isEmpty();
    if (m_watch) {
        endWatch();
        Q_EMIT watchEnded();
    }
}

// ---- Requests --------------------------------------------------------------------------------------------

QNetworkReply *EtcdClient::send(QNetworkAccessManager &network, const QUrl &member, const Post &post)
{
    QUrl url = member;
    url.setPath(post.path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // over TLS it costs 40 ms a request
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", m_token);
    if (url.scheme() == QLatin1String("https"))
        request.setSslConfiguration(m_access.tls);
    return network.post(request, post.body);
}

void EtcdClient::sendTimed(const QUrl &member, const Post &post, std::chrono::milliseconds patience,
                           const Done &done)
{
    QNetworkReply *const reply = send(m_network, member, post);
    auto *const timer = new QTimer(reply);
    timer->setSingleShot(true);
    timer->setTimerType(Qt::PreciseTimer);
    connect(timer, &QTimer::timeout, reply, &QNetworkReply::abort);
    timer->start(patience);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > mostBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, done] {
        reply->deleteLater();
        if (m_runs)
            done(reply, statusOf(*reply), reply->isOpen() ? reply->readAll() : QByteArray());
    });
}

void EtcdClient::call(quint64 number, const Request &request)
{
    if (m_runs)
        ask({number, request});
}

void EtcdClient::ask(const Waiting &waiting)
{
    if (!m_hasToken)
        return logIn(waiting);
    const qsizetype member = qsizetype(m_places.current());
    // What it belongs to is read before anything is changed there.
    const bool isFirst = !waiting.isSafe && !m_places.isSure(std::size_t(member)) &&
                         !std::holds_alternative<Read>(waiting.request);
    const Request request = isFirst ? Request(Read{}) : waiting.request;
    const auto done = [this, waiting, request, isFirst, member](QNetworkReply *reply, int status,
                                                                const QByteArray &body) {
        if (wantsLogin(status, body) && !m_access.user.isEmpty() && !waiting.isSecond) {
            m_hasToken = false;
            return logIn({waiting.number, waiting.request, true, waiting.isSafe});
        }
        const Answer answer =
            judge(member, status == 0 ? Answer(failureOf(*reply)) : decode(request, status, body, m_prefix),
                  clusterOf(body));
        if (isFirst && !std::holds_alternative<Failure>(answer))
            ask({waiting.number, waiting.request, waiting.isSecond, true});
        else
            Q_EMIT answered(waiting.number, answer);
    };
    sendTimed(m_access.members[member], encode(request, m_prefix), timeOut, done);
}

/// Everything that is asked meanwhile waits for the token.
void EtcdClient::logIn(const Waiting &first)
{
    m_waiting << first;
    if (std::exchange(m_logsIn, true))
        return;
    m_token.clear();
    const qsizetype member = qsizetype(m_places.current());
    const auto done = [this, member](QNetworkReply *reply, int status, const QByteArray &body) {
        m_logsIn = false;
        const auto token = tokenOf(status, body);
        m_hasToken = token.has_value();
        m_token = token.value_or(QByteArray());
        const auto failure = status == 0 ? std::optional(failureOf(*reply)) : etcd::failureOf(status, body);
        const QList<Waiting> all = std::exchange(m_waiting, {});
        if (token) {
            heard(member, clusterOf(body));
            for (const Waiting &waiting : all)
                ask(waiting);
            return;
        }
        const Answer answer =
            judge(member, failure.value_or(Failure{Failure::Kind::Unreachable, "no token came"}), 0);
        for (const Waiting &waiting : all)
            Q_EMIT answered(waiting.number, answer);
    };
    sendTimed(m_access.members[member], encodeLogin(m_access.user, m_access.password), loginTimeOut, done);
}

bool EtcdClient::heard(qsizetype member, std::uint64_t cluster)
{
    const std::uint64_t before = m_places.cluster();
    const bool counts = m_places.heard(std::size_t(member), cluster);
    if (m_places.cluster() != before)
        Q_EMIT clusterChanged();
    return counts;
}

/// What the answer is worth. Where it is of no use, the next member is asked from now on, and watched.
Answer EtcdClient::judge(qsizetype member, const Answer &answer, std::uint64_t cluster)
{
    const bool counts = heard(member, cluster);
    Places::Worth worth = m_places.judge(std::size_t(member), answer, cluster);
    if (!counts)
        worth.answer = Failure{Failure::Kind::Unreachable, QStringLiteral("%1 belongs to another etcd")
                                                               .arg(m_access.members[member].authority())
                                                               .toStdString()};
    else if (const auto *failure = std::get_if<Failure>(&answer);
             failure && failure->kind == Failure::Kind::Unreachable)
        note(member, std::nullopt);
    if (worth.moves && m_watch) {
        endWatch();
        Q_EMIT watchEnded();
    }
    return worth.answer;
}

// ---- The watch -------------------------------------------------------------------------------------------

void EtcdClient::watch(quint64 from)
{
    endWatch();
    if (!m_runs)
        return;
    m_watched = qsizetype(m_places.current());
    m_watch = send(m_watchNetwork, m_access.members[m_watched], encodeWatch(from, m_prefix));
    connect(m_watch, &QNetworkReply::readyRead, this, &EtcdClient::readWatch);
    connect(m_watch, &QNetworkReply::finished, this, [this, reply = m_watch.data()] {
        if (reply != m_watch)
            return;
        readWatch();
        if (reply != m_watch)
            return;
        endWatch();
        Q_EMIT watchEnded();
    });
}

void EtcdClient::endWatch()
{
    m_unread.clear();
    if (QNetworkReply *const reply = std::exchange(m_watch, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void EtcdClient::readWatch()
{
    m_unread += m_watch->readAll();
    const QPointer<QNetworkReply> reply = m_watch; // a slot may begin another one
    bool isOver = m_unread.size() > mostBytes;
    for (qsizetype end = 0; !isOver && reply && reply == m_watch && (end = m_unread.indexOf('\n')) >= 0;) {
        const QByteArray line = m_unread.left(end);
        m_unread.remove(0, end + 1);
        if (line.trimmed().isEmpty())
            continue;
        const WatchLine told = decodeWatchLine(line, m_prefix);
        isOver = told.isOver || !heard(m_watched, told.cluster);
        if (!isOver && !told.events.empty())
            Q_EMIT watched(told.events);
    }
    if (isOver && reply && reply == m_watch) {
        endWatch();
        Q_EMIT watchEnded();
    }
}

// ---- Members ---------------------------------------------------------------------------------------------

void EtcdClient::look()
{
    for (qsizetype member = 0; member < m_members.size(); ++member) {
        sendTimed(m_members[member].url, {QStringLiteral("/v3/maintenance/status"), "{}"}, timeOut,
                  [this, member](QNetworkReply *, int status, const QByteArray &body) {
                      if (status == 200)
                          heard(member, clusterOf(body));
                      const bool isUp = status == 200 || status == 401 || status == 403;
                      note(member, isUp ? decodeStatus(status, body).value_or(MemberStatus())
                                        : std::optional<MemberStatus>());
                  });
    }
}

qsizetype EtcdClient::ownMembers() const
{
    qsizetype own = 0;
    for (qsizetype member = 0; member < m_members.size(); ++member)
        own += m_places.isSure(std::size_t(member)) ? 1 : 0;
    return own;
}

QString EtcdClient::stranger() const
{
    for (qsizetype member = 0; member < m_members.size(); ++member) {
        if (m_places.isForeign(std::size_t(member)))
            return m_members[member].url.authority();
    }
    return {};
}

void EtcdClient::note(qsizetype member, const std::optional<MemberStatus> &status)
{
    const Member now{m_members[member].url, status.has_value(), status && status->isLeader};
    if (std::exchange(m_members[member], now) != now)
        Q_EMIT membersChanged();
}

} // namespace everbounce::etcd
