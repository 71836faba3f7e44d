using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>What commands do to the keys of a gateway that runs.</summary>
[Trait("Category", "Process")]
public sealed class KeysCommandTests(KeysCommandTests.Site site) : WorldTests(site), IClassFixture<KeysCommandTests.Site>
{
    /// <summary>Whoever waits for a key to be unknown asks often.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = "wrong_credentials_per_minute 0" });

    [Fact]
    public async Task A_rotated_key_opens_with_both_secrets_and_the_new_one_is_shown_once()
    {
        var old = await CreateAsync("turning");

        var rotated = await KeysAsync("rotate", "turning", "--overlap", "24h");

        var secret = SecretIn(rotated);
        Assert.NotEqual(old, secret);
        await BecomesAsync(secret, 200);
        await BecomesAsync(old, 200);
        Assert.DoesNotContain(secret, (await KeysAsync("list")).Output, StringComparison.Ordinal);
        Assert.Matches(@"turning +store +rotating until", (await KeysAsync("list")).Output);

        var again = SecretIn(await KeysAsync("rotate", "turning", "--overlap", "0s"));
        await BecomesAsync(again, 200);
        await BecomesAsync(secret, 403);
        await BecomesAsync(old, 401);
        Assert.Equal(["api_key.rotate", "api_key.rotate", "api_key.create"], await ActionsAsync("turning"));
    }

    [Fact]
    public async Task A_key_is_disabled_enabled_and_deleted_while_the_gateway_runs()
    {
        var secret = await CreateAsync("switched");
        await BecomesAsync(secret, 200);

        await KeysAsync("disable", "switched");
        await BecomesAsync(secret, 403);
        Assert.Matches("switched +store +disabled", (await KeysAsync("list")).Output);
        await KeysAsync("enable", "switched");
        await BecomesAsync(secret, 200);
        await KeysAsync("delete", "switched");
        await BecomesAsync(secret, 401);

        Assert.DoesNotContain("switched", (await KeysAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(["api_key.delete", "api_key.enable", "api_key.disable", "api_key.create"], await ActionsAsync("switched"));
    }

    [Fact]
    public async Task The_list_shows_keys_of_the_file_and_the_store_and_soon_when_they_were_used()
    {
        var secret = await CreateAsync("used", "--metadata", "tier=gold", "--client-ip", "127.0.0.0/8");
        await CreateAsync("unused");
        await BecomesAsync(secret, 200);
        Assert.Equal(200, (await Client.GetAsync("/v1/models")).Status);

        var list = await Patience.UntilAsync(
            () => KeysAsync("list"), shown => Regex.IsMatch(shown.Output, @"used +store +enabled +models\.read +20..-") && Regex.IsMatch(shown.Output, "tester +config +enabled .* 20..-"), "the uses");

        Assert.Matches(@"used .*tier=gold", list.Output);
        Assert.Matches(@"unused +store +enabled +models\.read +-", list.Output);
    }

    [Theory]
    [InlineData("rotate")]
    [InlineData("enable")]
    [InlineData("disable")]
    [InlineData("delete")]
    public async Task What_is_not_in_the_store_is_not_changed_by_command(string command)
    {
        var unknown = await Executable.RunAsync(["keys", command, "nobody", "-c", World.ConfigPath], World.Folder);
        var ofTheFile = await Executable.RunAsync(["keys", command, "tester", "-c", World.ConfigPath], World.Folder);

        Assert.Equal((1, 1), (unknown.ExitCode, ofTheFile.ExitCode));
        Assert.Contains("there is no key 'nobody' in the store", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("'tester' is defined by the config file", ofTheFile.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rotate k --overlap forever")]
    [InlineData("rotate k --overlap 400d")]
    [InlineData("rotate")]
    [InlineData("delete")]
    [InlineData("create --id k --scope models.read --client-ip 10.0.0.0/99")]
    [InlineData("create --id k --scope models.read --metadata tier")]
    public async Task A_wrong_word_is_told_and_changes_nothing(string arguments)
    {
        var result = await Executable.RunAsync(["keys", .. arguments.Split(' '), "-c", World.ConfigPath], World.Folder);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    private async Task<string> CreateAsync(string id, params string[] more) =>
        SecretIn(await KeysAsync(["create", "--id", id, "--scope", "models.read", .. more]));

    private async Task<CommandResult> KeysAsync(params string[] arguments)
    {
        var result = await Executable.RunAsync(["keys", .. arguments, "-c", World.ConfigPath], World.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static string SecretIn(CommandResult result) => Regex.Match(result.Output, "fg-[0-9A-Za-z]{43}").Value;

    private Task<Answer> BecomesAsync(string secret, int status) =>
        Patience.UntilAsync(() => World.ClientWith(secret).GetAsync("/v1/models"), answer => answer.Status == status, $"{status}");

    private async Task<string?[]> ActionsAsync(string id) =>
        [.. (await World.Admin.ListAsync("audit-events")).GetProperty("data").EnumerateArray()
            .Where(change => change.GetProperty("target").GetString() == id).Select(change => change.GetProperty("action").GetString())];
}
