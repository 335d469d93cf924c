// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Screen.h"

#include "tests/cluster/harness/Wait.h"

#include <QCoreApplication>
#include <QDir>

namespace everbounce::harness {

Screen::Screen()
{
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), QStringLiteral("1280x900x24"), QStringLiteral("-nolisten"),
                    QStringLiteral("tcp")});
    waitUntil([this] {
        m_display += QString::fromLatin1(m_server.readAllStandardOutput());
        return m_display.endsWith(u'\n') || m_server.state() == QProcess::NotRunning;
    });
    m_display = u':' + m_display.trimmed();
}

Screen::~Screen()
{
    m_camera.kill();
    m_camera.waitForFinished();
    m_server.terminate();
    m_server.waitForFinished();
}

QMap<QString, QString> Screen::environment() const
{
    return {{QStringLiteral("DISPLAY"), m_display},
            {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")},
            {QStringLiteral("QT_QUICK_BACKEND"), QStringLiteral("software")}};
}

bool Screen::press(const char *keys) const
{
    return act(QStringList(QStringLiteral("key")) + QString::fromLatin1(keys).split(u' '));
}

bool Screen::act(const QStringList &words) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral("xdotool"),
        QStringLiteral("search --sync --onlyvisible --name Everbounce windowfocus --sync").split(u' ') +
            words);
    return waitUntil([&] { return process.state() == QProcess::NotRunning; }) && process.exitCode() == 0;
}

bool Screen::photograph(const QString &name) const
{
    const QString file = QDir(QCoreApplication::applicationDirPath()).filePath(name + QLatin1String(".png"));
    return QProcess::execute(QStringLiteral("import"),
                             {QStringLiteral("-display"), m_display, QStringLiteral("-window"),
                              QStringLiteral("root"), file}) == 0;
}

void Screen::film(const QString &directory)
{
    m_camera.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"),
                    QStringLiteral("mkdir -p \"$1\"; while :; do import -display \"$0\" -window root "
                                   "\"$1/$(date +%s%3N).png\"; done"),
                    m_display, directory});
}

} // namespace everbounce::harness
