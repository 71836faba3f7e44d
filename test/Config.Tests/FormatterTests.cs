using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>How diagnostics look to people, and that they keep secrets.</summary>
public sealed class FormatterTests
{
    [Fact]
    public void Caret_stands_below_its_column_also_after_tabs() =>
        Assert.Equal(
            "f:2:3: warning: odd\n\t\tword # note\n\t\t^\nhint: even\n",
            DiagnosticFormatter.Format(new Diagnostic(
                Severity.Warning, "odd", new SourceSpan(new SourceFile("f", "a\r\n\t\tword # note\r\n"), 2, 3, 4), "odd", "even")));

    [Theory]
    [InlineData("\tkey hunter22", "hunter22")]
    [InlineData("\tkey \"hunter22\" more", "hunter22")]
    [InlineData("\tapi_key sk-hunter22", "hunter22")]
    [InlineData("provider a { api_key sk-hunter22 }", "hunter22")]
    [InlineData("key = \"hunter22\"", "hunter22")]
    [InlineData("key = \"hunter22", "hunter22")]
    [InlineData("api_keys = [{ id = \"a\", key = 'hunter22' }]", "hunter22")]
    [InlineData("api_key = hunter22", "hunter22")]
    [InlineData("\theader_up Authorization \"Bearer hunter22\"", "hunter22")]
    [InlineData("\tbase_url https://me:hunter22@a.example/v1", "hunter22")]
    [InlineData("\theader_up x-api-key hunter22", "hunter22")]
    [InlineData("\trequest_header Authorization \"Bearer hunter22\"", "hunter22")]
    [InlineData("\t@x header X-Auth-Token hunter22", "hunter22")]
    [InlineData("\t\t+Authorization \"Basic hunter22\"", "hunter22")]
    [InlineData("\t\tbob $2a$10$hunter22hunter22", "hunter22")]
    [InlineData("hash = \"$2b$10$hunter22hunter22\"", "hunter22")]
    public void Secrets_in_the_shown_line_are_hidden(string line, string secret)
    {
        var shown = DiagnosticFormatter.Format(
            new Diagnostic(Severity.Error, "odd", new SourceSpan(new SourceFile("f", line), 1, 1, 1), "odd"));

        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        Assert.Equal(line.Length, shown.Split('\n')[1].Length);
    }

    [Theory]
    [InlineData("\tkey {env.NAME}")]
    [InlineData("\tkey {$NAME}")]
    [InlineData("\tapi_key env.NAME")]
    [InlineData("\tapi_key key_dev {")]
    [InlineData("\tkey_env NAME")]
    [InlineData("\theader_up Authorization \"Bearer {env.NAME}\"")]
    [InlineData("\theader Cache-Control no-store")]
    [InlineData("\tbasic_auth /private/* {")]
    [InlineData("\tauth off")]
    public void References_to_secrets_are_shown(string line) =>
        Assert.Equal(
            line,
            DiagnosticFormatter.Format(
                new Diagnostic(Severity.Error, "odd", new SourceSpan(new SourceFile("f", line), 1, 1, 1), "odd")).Split('\n')[1]);
}
