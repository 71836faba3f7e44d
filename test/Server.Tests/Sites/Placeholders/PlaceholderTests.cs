using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Snapshots;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Placeholders;

/// <summary>What placeholders are for a request; those that Caddy 2.6.2 has are compared with it, too.</summary>
public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("{host}", "www.one.example")]
    [InlineData("{hostport} {port}", "www.one.example:8080 8080")]
    [InlineData("{labels.0} {labels.2} [{labels.9}]", "example www []")]
    [InlineData("{path} {path.0} {path.1} [{path.7}]", "/some dir/file.tar.gz some dir file.tar.gz []")]
    [InlineData("{dir} {file} {file.base} {file.ext}", "/some dir/ file.tar.gz file.tar .gz")]
    [InlineData("{uri}", "/some%20dir/file.tar.gz?a=1&b=x%20y&a=2")]
    [InlineData("{query} {query.a} {query.b} [{query.c}]", "a=1&b=x%20y&a=2 1,2 x y []")]
    [InlineData("{method} {scheme} {http.request.proto}", "GET http HTTP/1.1")]
    [InlineData("{remote} {remote_host} {remote_port} {client_ip}", "192.0.2.7:4711 192.0.2.7 4711 192.0.2.7")]
    [InlineData("{header.x-one} [{header.Host}] [{header.None}]", "1,2 [] []")]
    [InlineData("{cookie.taste} {cookie.none}", "sweet {http.request.cookie.none}")]
    [InlineData("{env.GREETING} [{env.NONE}]", "hello []")]
    [InlineData("[{vars.none}] {re.none.1} {err.status_code}", "[] {http.regexp.none.1} {http.error.status_code}")]
    [InlineData("{system.slash} {tls_version}", "/ {http.request.tls.version}")]
    public void A_placeholder_shows_what_the_request_has(string template, string shown)
    {
        var request = TestRequest.To(
            "/some%20dir/file.tar.gz?a=1&b=x%20y&a=2", ("X-One", "1"), ("X-One", "2"), ("Cookie", "other=1; taste=\"sweet\""));

        Assert.Equal(shown, TestRequest.Template(template).ShowUnset(request));
    }

    [Fact]
    public void Where_it_is_not_shown_a_placeholder_without_a_value_is_empty() =>
        Assert.Equal("a--b", TestRequest.Template("a-{cookie.none}-b").Fill(TestRequest.To("/")));

    [Fact]
    public void The_content_of_a_file_loses_its_last_line_end()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "one\ntwo\n");
        try
        {
            Assert.Equal("[one\ntwo]", TestRequest.Template($"[{{file.{file}}}]").Fill(TestRequest.To("/")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("{header.Authorization}", "Authorization", "Bearer " + TestRequest.Key)]
    [InlineData("{header.X-Api-Key}", "x-api-key", TestRequest.Key)]
    [InlineData("{cookie.token}", "Cookie", "token=" + TestRequest.Key)]
    [InlineData("{http.request.cookie.token}", "Cookie", "token=" + TestRequest.Key)]
    public void A_key_of_the_gateway_is_in_no_placeholder(string template, string header, string value) =>
        Assert.Equal("", TestRequest.Template(template).Fill(TestRequest.To("/", (header, value))));

    [Theory]
    [InlineData("{header.X-Odd}")]
    [InlineData("to {query.key}{uri}")]
    public void A_key_of_the_gateway_goes_into_no_header_of_an_upstream(string template)
    {
        var text = new UpstreamText(Config.Model.Template.Read(template), TestRequest.Templates);

        var sent = text.Of(TestRequest.To("/?key=" + TestRequest.Key, ("X-Odd", "it is " + TestRequest.Key))) ?? "";

        Assert.DoesNotContain(TestRequest.Key, sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_that_config_may_use_has_a_value_or_says_that_it_has_none()
    {
        var request = TestRequest.To("/");
        foreach (var name in GatewayVocabulary.Value.Placeholders.Where(name => name != "http.request.uuid"))
            Assert.NotNull(TestRequest.Template($"{{{name}}}").Fill(request));
    }
}
