// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QProcess>
#include <QStringList>

namespace everbounce::bench {

/// A program of others that helps to measure, and that one talks to by lines. It does not outlive this
/// object, nor this process, however that one ends.
class Child
{
public:
    /// Throws Failure where it cannot be started.
    Child(const QString &program, const QStringList &arguments);
    ~Child();

    void write(const QByteArray &line);

    /// Runs the event loop until the next line is there. Throws Failure where none comes.
    QByteArray readLine();

    pid_t pid() const { return pid_t(m_process.processId()); }

private:
    QString m_program;
    QProcess m_process;
};

/// An X server without a screen, for a window that is as real as it can be there.
class Display
{
public:
    Display();

    /// For the environment of a node with a window.
    QMap<QString, QString> environment() const;

    pid_t pid() const { return m_server.pid(); }

private:
    Child m_server;
    QString m_name;
};

} // namespace everbounce::bench
