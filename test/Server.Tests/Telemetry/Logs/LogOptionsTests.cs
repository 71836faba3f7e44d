using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>What the options of <c>log</c> do, in a site and among the global options.</summary>
[Trait("Category", "Process")]
public sealed class LogOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Output_file_writes_there_and_nowhere_else()
    {
        var log = await RunAsync("log {\n\toutput file $FOLDER/access.log\n}", "/one", "/two");

        Assert.Equal("/one /two", Values("access.log", "uri"));
        Assert.DoesNotContain("/one", log.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_stdout_writes_there_and_discard_nowhere()
    {
        var log = await RunAsync("log {\n\toutput stdout\n}\nlog {\n\toutput discard\n}", "/one");

        Assert.Contains("\"uri\":\"/one\"", log.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/one", log.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_net_sends_there()
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        await RunAsync($"log {{\n\toutput net udp/127.0.0.1:{((IPEndPoint)receiver.LocalEndPoint!).Port}\n}}", "/one");

        var buffer = new byte[2_048];
        var length = await receiver.ReceiveAsync(buffer, Patience.Token());
        Assert.Equal("/one", JsonElement.Parse(buffer.AsSpan(0, length)).GetProperty("uri").GetString());
    }

    [Fact]
    public async Task Output_net_that_nobody_reads_changes_nothing_for_clients_and_is_counted()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Site = "log {\n\toutput net unix/nobody.sock\n}\nrespond /* ok" });

        Assert.Equal("ok", (await world.Client.SendAsync(Request.Get("/one"))).Text);
        await Patience.UntilAsync(
            async () => (await new Client(world.Gateway.AdminUri, GatewayConfigText.Key).SendAsync(Request.Get("/metrics"))).Text,
            metrics => metrics.Contains("ferrogate_log_lines_lost_total{} 1", StringComparison.Ordinal),
            "the line that was lost");
    }

    [Fact]
    public async Task Two_logs_in_one_file_never_mix_their_lines()
    {
        await RunAsync("log a {\n\toutput file $FOLDER/access.log\n}\nlog b {\n\toutput file $FOLDER/../$NAME/access.log\n}", "/one", "/two");

        Assert.Equal("access.a access.a access.b access.b", Values("access.log", "logger"));
    }

    [Theory]
    [InlineData("DEBUG", "/broken /missing /ok")]
    [InlineData("INFO", "/broken /missing /ok")]
    [InlineData("warn", "/broken")]
    [InlineData("ERROR", "/broken")]
    public async Task Level_error_is_the_failures_of_the_server(string level, string written)
    {
        await RunAsync($"log {{\n\toutput file $FOLDER/access.log\n\tlevel {level}\n}}\nrespond /missing 404\nrespond /broken 503", "/ok", "/missing", "/broken");

        Assert.Equal(written, Values("access.log", "uri"));
    }

    [Fact]
    public async Task Hostnames_choose_the_log()
    {
        const string Site = """
            log {
            	hostnames one.example *.two.example
            	output file $FOLDER/named.log
            }
            log {
            	output file $FOLDER/all.log
            }
            """;
        await using var world = await World.StartAsync(Config(Site));
        foreach (var host in (string[])["one.example", "A.Two.example:81", "three.example"])
            await world.Client.SendAsync(Request.Get("/").With("host", host));
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Equal("A.Two.example:81 one.example", Values("named.log", "host"));
        Assert.Equal("A.Two.example:81 one.example three.example", Values("all.log", "host"));
    }

    [Fact]
    public async Task Sampling_writes_the_first_and_one_of_so_many()
    {
        await RunAsync(
            "log {\n\toutput file $FOLDER/access.log\n\tsampling {\n\t\tinterval 1h\n\t\tfirst 2\n\t\tthereafter 3\n\t}\n}",
            [.. Enumerable.Range(1, 9).Select(number => $"/{number}")]);

        Assert.Equal(4, Written("access.log").Length);
    }

    [Fact]
    public async Task Format_console_is_for_people_and_one_line_for_each_request()
    {
        await RunAsync("log_append who \"a\tb\"\nlog {\n\toutput file $FOLDER/access.log\n\tformat console\n}", "/one");

        var line = Assert.Single(Written("access.log"));
        Assert.Matches("""^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO access \{"method":"GET",.*"uri":"/one".*"who":"a\\tb"\}$""", line);
    }

    [Fact]
    public async Task Format_filter_deletes_and_replaces_fields_under_our_names_and_those_of_caddy()
    {
        const string Site = """
            log_append who me
            log {
            	output file $FOLDER/access.log
            	format filter {
            		wrap json
            		fields {
            			request>uri replace HIDDEN
            			request>headers>Cookie delete
            			status replace -
            			ts delete
            			who delete
            			never replace x
            		}
            	}
            }
            """;
        await RunAsync(Site, "/one");

        var line = Assert.Single(Json(Written("access.log")));
        Assert.Equal(("HIDDEN", "-"), (line.GetProperty("uri").GetString(), line.GetProperty("status").GetString()));
        Assert.DoesNotContain(line.EnumerateObject(), field => field.Name is "time" or "who" or "never");
    }

    [Fact]
    public async Task A_global_log_takes_what_the_gateway_says_and_the_requests_of_a_plain_log()
    {
        var log = await RunWithGlobalAsync("{\n\toutput file $FOLDER/gateway.log\n\tformat json\n}", "log", "/one");

        var lines = Json(Written("gateway.log"));
        Assert.Equal("/one", lines.Single(line => line.GetProperty("logger").GetString() == "access").GetProperty("uri").GetString());
        Assert.Contains(lines, line => line.TryGetProperty("message", out var message) && message.GetString()!.StartsWith("draining", StringComparison.Ordinal));
        Assert.Empty(log.Error.Trim());
    }

    [Fact]
    public async Task A_global_log_with_a_name_stands_beside_standard_error()
    {
        var log = await RunWithGlobalAsync("more {\n\toutput file $FOLDER/gateway.log\n}", "log", "/one");

        foreach (var text in (string[])[log.Error, string.Join('\n', Written("gateway.log"))])
        {
            Assert.Contains("\"uri\":\"/one\"", text, StringComparison.Ordinal);
            Assert.Matches(@"Z INFO FerroGate\S* draining", text);
        }
    }

    [Fact]
    public async Task The_level_of_a_global_log_is_for_both()
    {
        await RunWithGlobalAsync("{\n\toutput file $FOLDER/gateway.log\n\tlevel ERROR\n}", "log\nrespond /broken 500", "/one", "/broken");

        Assert.Equal("/broken", Assert.Single(Json(Written("gateway.log"))).GetProperty("uri").GetString());
    }

    [Fact]
    public async Task A_site_log_of_its_own_is_not_in_the_global_one()
    {
        await RunWithGlobalAsync("{\n\toutput file $FOLDER/gateway.log\n}", "log {\n\toutput file $FOLDER/site.log\n}", "/one");

        Assert.Single(Written("site.log"));
        Assert.DoesNotContain(Written("gateway.log"), line => line.Contains("/one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_keeps_the_gateway_from_starting_and_is_named()
    {
        var blocked = _folder.Write("blocked", "a file, and no folder");
        var config = _folder.Write("Caddyfile", $"http://:0 {{\n\tbind 127.0.0.1\n\tlog {{\n\t\toutput file {blocked}/access.log\n\t}}\n}}\n");

        var result = await Executable.RunAsync(["run", "-c", config], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"ferrogate: {config}:4:15: the log {blocked}/access.log cannot be opened: ", Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_file_may_be_a_pipe_that_somebody_reads()
    {
        var log = await RunAsync("log {\n\toutput file /dev/stdout\n}", "/one");

        Assert.Contains("\"uri\":\"/one\"", log.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_file_that_is_a_pipe_without_a_reader_keeps_the_gateway_from_starting()
    {
        var pipe = Path.Combine(_folder.Path, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync(Patience.Token());
        var config = _folder.Write("Caddyfile", $"http://:0 {{\n\tbind 127.0.0.1\n\tlog {{\n\t\toutput file {pipe}\n\t}}\n}}\n");

        var result = await Executable.RunAsync(["run", "-c", config], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"Caddyfile:4:15: the log {pipe} cannot be opened: it does not open", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_of_on_standard_error()
    {
        var log = await RunAsync("log {\n\toutput file /dev/full\n}", "/one", "/two");

        Assert.Matches(@"WARN log `output file /dev/full` cannot be written", Assert.Single(log.Error.Split('\n'), line => line.Contains("/dev/full", StringComparison.Ordinal)));
    }

    private Task<(string Output, string Error)> RunAsync(string site, params IReadOnlyList<string> targets) => RunAsync(Config(site), targets);

    private Task<(string Output, string Error)> RunWithGlobalAsync(string globalLog, string site, params IReadOnlyList<string> targets) =>
        RunAsync(Config(site) with { Global = Placed($"log {globalLog}") }, targets);

    private static async Task<(string Output, string Error)> RunAsync(GatewayConfigText config, IReadOnlyList<string> targets)
    {
        await using var world = await World.StartAsync(config);
        foreach (var target in targets)
            await world.Client.SendAsync(Request.Get(target));
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        return (world.Gateway.Output, world.Gateway.Error);
    }

    private GatewayConfigText Config(string site) => new() { Site = Placed(site) + "\nrespond /* ok" };

    private string Placed(string config) => config
        .Replace("$FOLDER", _folder.Path, StringComparison.Ordinal)
        .Replace("$NAME", Path.GetFileName(_folder.Path), StringComparison.Ordinal);

    private string[] Written(string name) => File.ReadAllLines(Path.Combine(_folder.Path, name));

    // A line is written when its request is over, which the client may know before: their order says nothing.
    private string Values(string name, string field) => string.Join(
        ' ', Json(Written(name)).Select(line => line.GetProperty(field).GetString()).Order(StringComparer.Ordinal));

    private static List<JsonElement> Json(IEnumerable<string> lines) => [.. lines.Select(line => JsonElement.Parse(line))];
}
