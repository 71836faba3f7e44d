using System.Text;
using FerroGate.Server.Proxy.Transport;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What is heard of an answer in its first bytes.</summary>
public sealed class AnswerStartTests
{
    [Theory]
    [InlineData("", false, 0)]
    [InlineData("HTTP/1.1 413 Too Large\r\n", true, 413)]
    [InlineData("HTTP/1.0 200 OK\r\nx: y\r\n\r\nbody", true, 200)]
    [InlineData("HTTP/1.1 413 Too La", true, 0)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", false, 0)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 No\r\n", true, 401)]
    [InlineData("HTTP/1.1 100 Continue\r\nx: y\r\n", true, 0)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", true, 0)]
    [InlineData("HTTP/1.1\r\n\r\n", true, 0)]
    public void The_status_is_that_of_the_first_answer_that_is_final(string bytes, bool hasBegun, int status)
    {
        var start = AnswerStart.Read(Encoding.ASCII.GetBytes(bytes));

        Assert.Equal((hasBegun, status), (start.HasBegun, start.Status));
    }
}
