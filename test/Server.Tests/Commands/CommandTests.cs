using System.Security.Cryptography;
using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>The command line as its users type it: what it prints, where, and with which exit code.</summary>
[Trait("Category", "Process")]
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_prints_the_version()
    {
        var result = await Executable.RunAsync(["version"]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"\d+\.\d+\.\d+", result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("validate --help")]
    [InlineData("fmt --help")]
    [InlineData("hash-key --help")]
    [InlineData("keys --help")]
    [InlineData("keys create --help")]
    [InlineData("keys list --help")]
    [InlineData("keys rotate --help")]
    [InlineData("keys delete --help")]
    [InlineData("prices --help")]
    [InlineData("ledger --help")]
    [InlineData("ledger verify --help")]
    [InlineData("ledger prune --help")]
    [InlineData("ledger correct --help")]
    [InlineData("export --help")]
    [InlineData("resources --help")]
    [InlineData("resources delete --help")]
    [InlineData("export billing-events --help")]
    [InlineData("version --help")]
    public async Task Help_is_everywhere(string arguments)
    {
        var result = await Executable.RunAsync(arguments.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("--help", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rum")]
    [InlineData("run --no-such-option")]
    [InlineData("hash-key")]
    [InlineData("keys create")]
    [InlineData("ledger prune")]
    [InlineData("ledger prune --before yesterday")]
    [InlineData("ledger correct 01234567-89ab-7def-8123-456789abcdef --reason typo")]
    [InlineData("ledger correct 01234567-89ab-7def-8123-456789abcdef --input -1 --reason typo")]
    [InlineData("ledger correct 01234567-89ab-7def-8123-456789abcdef --cost 0.0000000001 --reason typo")]
    [InlineData("ledger correct 01234567-89ab-7def-8123-456789abcdef --cost 1")]
    [InlineData("export billing-events")]
    [InlineData("export billing-events --format xml")]
    [InlineData("export keys --format csv")]
    [InlineData("validate one two")]
    [InlineData("validate --format xml")]
    [InlineData("")]
    public async Task A_wrong_command_line_is_2_with_a_message_on_stderr(string arguments)
    {
        var result = await Executable.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), _folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    [Fact]
    public async Task Hash_key_prints_the_hash_of_a_secret()
    {
        var result = await Executable.RunAsync(["hash-key", "--secret", "your-client-secret"]);

        var hash = Convert.ToHexStringLower(SHA256.HashData("your-client-secret"u8));
        Assert.Equal((0, $"sha256:{hash}"), (result.ExitCode, result.Output.TrimEnd()));
    }

    [Fact]
    public async Task Hash_key_generates_a_strong_key_and_shows_it_with_its_hash()
    {
        var first = await Executable.RunAsync(["hash-key", "--generate"]);
        var second = await Executable.RunAsync(["hash-key", "--generate"]);

        var key = System.Text.RegularExpressions.Regex.Match(first.Output, "fg-[0-9A-Za-z]{43,}").Value;
        Assert.NotEqual("", key);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Assert.Contains($"sha256:{hash}", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public async Task A_missing_config_file_is_1_and_says_what_to_do(string command)
    {
        var result = await Executable.RunAsync([command, "-c", "not-there/Caddyfile"], _folder.Path);
        var byDefault = await Executable.RunAsync([command], _folder.Path);

        Assert.Equal((1, 1), (result.ExitCode, byDefault.ExitCode));
        Assert.Contains("not-there/Caddyfile", result.Error, StringComparison.Ordinal);
        Assert.Contains("Ferrogate/Caddyfile", byDefault.Error, StringComparison.Ordinal);
        Assert.Contains("-c", byDefault.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_accepts_a_good_config_by_option_and_by_variable()
    {
        var path = _folder.Write("Caddyfile", "http://:0 {\n\tbind 127.0.0.1\n\trespond \"hi\"\n}\n");

        var byOption = await Executable.RunAsync(["validate", "--config", path], _folder.Path);
        var byVariable = await Executable.RunAsync(["validate"], _folder.Path, [new("FERROGATE_CONFIG", path)]);

        Assert.True(byOption.ExitCode == 0, byOption.ToString());
        Assert.True(byVariable.ExitCode == 0, byVariable.ToString());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")), "Validating made a data folder");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public async Task Every_mistake_in_a_config_is_told_with_its_place_and_a_hint(string command)
    {
        var path = _folder.Write("Caddyfile", """
            http://:0 {
            	respnd "hi"
            	ai_gateway {
            		model fast -> nowhere:gpt {
            			input_price_per_1m cheap
            			output_price_per_1m 1
            		}
            		api_key k {
            			key s
            			scopes chat.completion
            		}
            	}
            }

            """);

        var result = await Executable.RunAsync([command, "-c", path], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        foreach (var place in (string[])["Caddyfile:2:2", "Caddyfile:4:", "Caddyfile:5:", "Caddyfile:10:"])
            Assert.Contains(place, result.Error, StringComparison.Ordinal);
        Assert.Contains("respond", result.Error, StringComparison.Ordinal);
        Assert.Contains("chat.completions", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_with_an_AI_gateway_and_no_key_is_warned_about_and_serves_nobody()
    {
        var path = _folder.Write("Caddyfile", Echo(key: null));

        var result = await Executable.RunAsync(["validate", "-c", path], _folder.Path);
        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path);
        var without = await new Client(gateway.DataUri).ChatAsync(ChatRequests.Plain("m"));
        var with = await new Client(gateway.DataUri, "anything").ChatAsync(ChatRequests.Plain("m"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ferrogate keys create", result.Error, StringComparison.Ordinal);
        Assert.Equal((401, 401), (without.Status, with.Status));
    }

    [Fact]
    public async Task A_key_from_our_documentation_does_not_start_where_others_can_reach_it()
    {
        var path = _folder.Write("Caddyfile", Echo("dev-secret").Replace("\tbind 127.0.0.1\n", "", StringComparison.Ordinal));

        var result = await Executable.RunAsync(["run", "-c", path], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Caddyfile:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_key_from_a_variable_that_is_not_set_is_an_error_that_names_it()
    {
        var path = _folder.Write("Caddyfile", Echo("{$FERROGATE_TEST_UNSET}"));

        var result = await Executable.RunAsync(["run", "-c", path], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FERROGATE_TEST_UNSET", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_runs_from_TOML_too()
    {
        await using var provider = FakeProvider.Start();
        provider.Enqueue(ChatReplies.Plain());
        var path = _folder.Write("ferrogate.toml", $"""
            listen = "127.0.0.1:0"

            [admin]
            listen = "127.0.0.1:0"

            [data]
            path = "{_folder.Path}/data"

            [[providers]]
            name = "up"
            kind = "openai-compatible"
            base_url = "{provider.Address}v1"
            api_key_env = "TOML_PROVIDER_KEY"

            [[models]]
            name = "fast-chat"
            provider = "up"
            provider_model = "gpt-4o-mini"
            capabilities = ["chat", "streaming"]
            input_price_per_1m = 0.15
            output_price_per_1m = "0.60"

            [[api_keys]]
            id = "dev"
            key = "toml-secret"
            scopes = ["models.read", "chat.completions", "admin.read"]
            """);

        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path, [new("TOML_PROVIDER_KEY", "from-the-variable")]);
        var answer = await new Client(gateway.DataUri, "toml-secret").ChatAsync(ChatRequests.Plain());
        var entry = await new AdminClient(gateway.AdminUri, "toml-secret").EntryOfAsync(answer.Headers);

        Assert.Equal("Bearer from-the-variable", Assert.Single(provider.Requests).Headers["authorization"]);

        // 11 tokens at 150 and 7 at 600 nano-dollars.
        Assert.Equal(("finished", (11L * 150) + (7L * 600)), (entry.Ending, entry.CostNanoUsd));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_1_and_says_which()
    {
        await using var world = await World.StartAsync();
        var path = _folder.Write("Caddyfile", $$"""
            {
            	admin off
            }
            http://:{{world.Gateway.DataUri.Port}} {
            	bind 127.0.0.1
            	respond "hi"
            }

            """);

        var result = await Executable.RunAsync(["run", "-c", path], _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{world.Gateway.DataUri.Port}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_made_on_the_machine_opens_the_admin_side()
    {
        await using var provider = FakeProvider.Start();
        var path = _folder.Write("Caddyfile", new GatewayConfigText().For(provider, Path.Combine(_folder.Path, "data")));

        string[] create = ["keys", "create", "-c", path, "--id", "first-admin", "--scope", "admin.read", "--scope", "models.read"];
        var created = await Executable.RunAsync(create, _folder.Path);
        var again = await Executable.RunAsync(create, _folder.Path);

        Assert.True(created.ExitCode == 0, created.ToString());
        var key = System.Text.RegularExpressions.Regex.Match(created.Output, "fg-[0-9A-Za-z]{43,}").Value;
        Assert.Equal(1, again.ExitCode);
        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path);
        Assert.Equal(200, (await new Client(gateway.AdminUri, key).GetAsync("/admin/v1/audit-events")).Status);
        Assert.Equal(200, (await new Client(gateway.DataUri, key).GetAsync("/v1/models")).Status);
        var audit = (await new Client(gateway.AdminUri, key).GetAsync("/admin/v1/audit-events")).Text;
        Assert.Contains("first-admin", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(key, audit, StringComparison.Ordinal);
        await gateway.KillAsync();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)))
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)) < 0, $"The secret is in {file}");
    }

    [Fact]
    public async Task A_key_made_while_the_gateway_runs_counts_soon()
    {
        await using var provider = FakeProvider.Start();
        var path = _folder.Write("Caddyfile", new GatewayConfigText().For(provider, Path.Combine(_folder.Path, "data")));
        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path);

        var created = await Executable.RunAsync(["keys", "create", "-c", path, "--id", "late", "--scope", "models.read"], _folder.Path);

        Assert.True(created.ExitCode == 0, created.ToString());
        var key = System.Text.RegularExpressions.Regex.Match(created.Output, "fg-[0-9A-Za-z]{43,}").Value;
        await Patience.UntilAsync(() => new Client(gateway.DataUri, key).GetAsync("/v1/models"), answer => answer.Status == 200, "the key to count");
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder_does_not_start()
    {
        await using var provider = FakeProvider.Start();
        var path = _folder.Write("Caddyfile", new GatewayConfigText().For(provider, Path.Combine(_folder.Path, "data")));
        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path);

        var second = await Executable.RunAsync(["run", "-c", path], _folder.Path);

        Assert.Equal(1, second.ExitCode);
        Assert.NotEqual("", second.Error);
    }

    private static string Echo(string? key) => $$"""
        {
        	admin off
        }
        http://:0 {
        	bind 127.0.0.1
        	ai_gateway {
        		provider e {
        			kind echo
        		}
        		model m -> e:m
        {{(key is null ? "" : $"\t\tapi_key k {{\n\t\t\tkey {key}\n\t\t}}")}}
        	}
        }

        """;
}
