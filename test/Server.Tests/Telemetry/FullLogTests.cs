using System.Diagnostics;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>A standard error that takes nothing stops neither the gateway nor its orderly end.</summary>
[Trait("Category", "Process")]
public sealed class FullLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gateway_that_cannot_log_serves_and_ends_with_0()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This machine has no /dev/full");
        var path = _folder.Write("Caddyfile", "{\n\tadmin off\n}\nhttp://:0 {\n\tbind 127.0.0.1\n\tlog\n\trespond /hi \"hi\"\n}\n");
        using var process = Process.Start(WithoutLog(["run", "-c", path]))!;
        try
        {
            var uri = await AddressAsync(process);
            for (var i = 0; i < 3; i++)
                Assert.Equal(200, (await new Client(uri).GetAsync("/hi")).Status);

            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(Patience.Token());

            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_command_that_cannot_say_what_is_wrong_still_ends_with_its_code()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This machine has no /dev/full");
        using var missing = Process.Start(WithoutLog(["run", "-c", "nowhere"]))!;
        using var usage = Process.Start(WithoutLog(["rnu"]))!;

        await missing.WaitForExitAsync(Patience.Token());
        await usage.WaitForExitAsync(Patience.Token());

        Assert.Equal((1, 2), (missing.ExitCode, usage.ExitCode));
    }

    private ProcessStartInfo WithoutLog(string[] arguments)
    {
        var start = Executable.Start(["-c", "exec \"$0\" \"$@\" 2>/dev/full", Executable.Path, .. arguments], _folder.Path);
        start.FileName = "/bin/sh";
        return start;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        var uri = "";
        while (await process.StandardOutput.ReadLineAsync(Patience.Token()) is { } line && line != "ready")
            uri = line.Split(' ')[2];
        return new Uri(uri);
    }
}
