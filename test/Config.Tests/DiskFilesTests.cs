using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using FerroGate.Config.Text;
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

    [Theory]
    [InlineData("Caddyfile", ":8080 {\n\trespond \"é", "\"\n}\n", 2, 12)]
    [InlineData("ferrogate.toml", "# one\r\n# two ", "\r\n", 2, 7)]
    [InlineData("Caddyfile", "", "", 1, 1)]
    [InlineData("Caddyfile", "\uFEFF# ", "", 1, 3)]
    public void Bytes_that_are_no_text_are_refused_where_they_stand(string name, string before, string after, int line, int column)
    {
        var result = TestLoader.Loader.Load(Write(name, [.. Encoding.UTF8.GetBytes(before), 0xE9, .. Encoding.UTF8.GetBytes(after)]));

        Assert.Null(result.Config);
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal((DiagnosticCodes.NotUtf8, line, column), (found.Code, found.Span?.Line, found.Span?.Column));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_in_an_imported_file()
    {
        var imported = Write("imported", [.. "# a\n"u8, 0xC3]);

        var result = TestLoader.Loader.Load(_folder.Write("Caddyfile", ":8080 {\n\timport imported\n}\n"));

        var found = Assert.Single(result.Diagnostics);
        Assert.Equal((DiagnosticCodes.NotUtf8, imported, 2, 1), (found.Code, found.Span?.File.Name, found.Span?.Line, found.Span?.Column));
        Assert.Equal(2, Assert.Single(found.Imports).At.Line);
    }

    [Fact]
    public void A_character_on_the_border_of_two_pieces_is_whole()
    {
        foreach (var before in Enumerable.Range(65_530, 10))
        {
            var text = new string('a', before) + "😀é";
            Assert.Equal(text, new DiskFiles().Read(_folder.Write("file", text), 1_000_000));
        }
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string NamedPipe(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
