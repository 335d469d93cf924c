// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/EtcdJson.h"
#include "engine/lease/etcd/core/Places.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <vector>

namespace everbounce::etcd {

/// Where etcd is, and how this node logs in there.
struct Access
{
    QList<QUrl> members;
    QString user; ///< empty: it asks for none
    QString password;
    QSslConfiguration tls;
};

/// How a member answers.
struct Member
{
    QUrl url;
    bool isUp = false;
    bool isLeader = false;

    bool operator==(const Member &) const = default;
};

/// Carries requests to etcd's JSON gateway, over HTTP/1.1. A member that does not answer in time, denies
/// access or belongs to another etcd is left for the next one. A watch has a connection of its own, to the
/// same member. Lives on the cluster's thread, and never blocks it.
class EtcdClient : public QObject
{
    Q_OBJECT
public:
    EtcdClient(const Access &access, const QByteArray &prefix, QObject *parent = nullptr);
    ~EtcdClient() override;

    void start();
    /// Nothing is asked from now on, and no answer comes.
    void stop();

    /// Logs in anew from now on, and by these certificates. The members are the same.
    void setAccess(const Access &access);

    /// answered() follows, always.
    void call(quint64 number, const Request &request);

    /// Watches from this revision on, in place of any other watch. watched() follows again and again, until
    /// watchEnded().
    void watch(quint64 from);

    /// The members, in the order in which they were named.
    const QList<Member> &members() const { return m_members; }

    /// The number of the etcd that this node keeps to; 0 before it is known. clusterChanged() follows.
    std::uint64_t cluster() const { return m_places.cluster(); }
    /// How many members have said that they belong to it.
    qsizetype ownMembers() const;
    /// A member that belongs to another one; an empty text if there is none.
    QString stranger() const;

    /// Asks all members how they are, for people.
    void look();

    static constexpr std::chrono::milliseconds timeOut{400};
    /// Longer, since etcd makes passwords slow to try, on purpose: asking again too soon slows it down more.
    static constexpr std::chrono::milliseconds loginTimeOut{2000};

Q_SIGNALS:
    void answered(quint64 number, const everbounce::etcd::Answer &answer);
    void watched(const std::vector<everbounce::etcd::Event> &events);
    void watchEnded();
    void membersChanged();
    void clusterChanged();

private:
    struct Waiting
    {
        quint64 number;
        Request request;
        bool isSecond = false; ///< it has been refused for its token once
        bool isSafe = false;   ///< the member has said what it belongs to
    };
    using Done = std::function<void(QNetworkReply *reply, int status, const QByteArray &body)>;

    QNetworkReply *send(QNetworkAccessManager &network, const QUrl &member, const Post &post);
    void sendTimed(const QUrl &member, const Post &post, std::chrono::milliseconds patience,
                   const Done &done);
    void ask(const Waiting &waiting);
    void logIn(const Waiting &first);
    bool heard(qsizetype member, std::uint64_t cluster);
    Answer judge(qsizetype member, const Answer &answer, std::uint64_t cluster);
    void endWatch();
    void readWatch();
    void note(qsizetype member, const std::optional<MemberStatus> &status);

    Access m_access;
    QByteArray m_prefix;
    QNetworkAccessManager m_network;
    QNetworkAccessManager m_watchNetwork;
    QPointer<QNetworkReply> m_watch;
    QByteArray m_unread;     ///< of the watch: part of a line
    qsizetype m_watched = 0; ///< the member that is watched
    Places m_places;
    QByteArray m_token;
    bool m_hasToken = false; ///< or needs none
    bool m_logsIn = false;
    QList<Waiting> m_waiting; ///< for the token
    QList<Member> m_members;
    QTimer m_look;
    bool m_runs = false;
};

} // namespace everbounce::etcd

Q_DECLARE_METATYPE(everbounce::etcd::Answer)
