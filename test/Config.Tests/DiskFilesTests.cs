using System.Diagnostics;
using System.Net.Sockets;
using FerroGate.Testing;

namespace FerroGate.Config.Tests;

/// <summary>What lies on the disk is read, or refused at once.</summary>
public sealed class DiskFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_named_pipe_is_refused_and_not_waited_for()
    {
        var result = TestLoader.Loader.Load(NamedPipe("Caddyfile"));

        Assert.EndsWith("Caddyfile: it is no regular file", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_named_pipe_is_refused_at_its_import()
    {
        NamedPipe("pipe");

        var result = TestLoader.Loader.Load(_folder.Write("Caddyfile", ":8080 {\n\timport pipe\n}\n"));

        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(2, found.Span?.Line);
        Assert.EndsWith("it is no regular file", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(_folder.Path, "socket");
        socket.Bind(new UnixDomainSocketEndPoint(path));

        Assert.Equal("it is no regular file", Assert.Throws<IOException>(() => new DiskFiles().Read(path, 100)).Message);
    }

    [Fact]
    public void Of_a_device_without_an_end_no_more_is_read_than_is_asked_for() =>
        Assert.InRange(new DiskFiles().Read("/dev/zero", 100_000).Length, 100_001, 200_000);

    private string NamedPipe(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
