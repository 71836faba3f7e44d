using FerroGate.Server.Telemetry.Logs;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>What a log shows of a request's target: all but what is a secret by its name, and passwords.</summary>
public sealed class LoggedTargetTests
{
    [Theory]
    [InlineData("/a/b%20c?x=1&y=2;z", "/a/b%20c?x=1&y=2;z")]
    [InlineData("/", "/")]
    [InlineData("*", "*")]
    [InlineData("/a?", "/a?")]
    [InlineData("/a?key", "/a?key")]
    [InlineData("/a?key=s&x=1", "/a?key=…&x=1")]
    [InlineData("/a?x=1;api_KEY=s;y=2", "/a?x=1;api_KEY=…;y=2")]
    [InlineData("/a?%6bey=s", "/a?%6bey=…")]
    [InlineData("/a?t%6Fken=s=t", "/a?t%6Fken=…")]
    [InlineData("/a?sig=s&pwd=s&jwt=s&code=s&session_id=s", "/a?sig=…&pwd=…&jwt=…&code=…&session_id=…")]
    [InlineData("/a?signal=1&decode=1", "/a?signal=1&decode=1")]
    [InlineData("http://user:secret@example.com/a?x=1", "http://…@example.com/a?x=1")]
    [InlineData("http://example.com/a@b", "http://example.com/a@b")]
    [InlineData("http://user:secret@example.com", "http://…@example.com")]
    [InlineData("/a?u=http://user:secret@example.com/", "/a?u=http://user:secret@example.com/")]
    public void Is_shown_so(string target, string logged) => Assert.Equal(logged, LoggedTarget.Of(target));
}
